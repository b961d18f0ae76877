use super::{file, sample};

/// Width and height as a PNG's header says them.
fn pixels(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_png_has_exactly_the_size_asked_for() {
    let (_loaded, site) = sample();
    let size = |query: &str| pixels(&file(&site, &format!("/export/coverage_trend.png{query}")).body);
    let (width, height) = size("?scale=1");
    assert_eq!(width, 808);
    assert_eq!(size("?scale=4"), (4 * width, 4 * height));
    assert_eq!((size(""), size("?scale=2")), ((2 * width, 2 * height), (2 * width, 2 * height)));
    assert_eq!(size("?size=slide"), (1_920, 1_080));
    assert_eq!(size("?size=half_a4"), (2_480, 1_754));
}

#[test]
fn a_pdf_has_its_words_as_words_in_the_embedded_font() {
    let (_loaded, site) = sample();
    for question in ["coverage", "coverage_trend", "coverage_by_team", "record_states", "movement"] {
        let pdf = file(&site, &format!("/export/{question}.pdf")).body;
        assert!(pdf.starts_with(b"%PDF-1.7") && pdf.ends_with(b"%%EOF"), "{question}");
        let text = String::from_utf8_lossy(&pdf);
        for part in [
            "/FontFile2",
            "/ToUnicode",
            "/CoverageSans-Regular",
            "/CoverageSans-Bold",
            "Identity-H",
        ] {
            assert!(text.contains(part), "{question}: no {part}");
        }
        assert!(!text.contains("/Subtype /Image"), "{question} holds pixels");
        // Each letter of the headline can be read back from its glyph.
        let headline = site.get(&format!("/figure/{question}")).json()["headline"]
            .as_str()
            .unwrap()
            .to_owned();
        for letter in headline.chars().filter(|letter| letter.is_ascii_alphanumeric()) {
            assert!(text.contains(&format!("> <{:04X}>", u32::from(letter))), "{question}: no {letter}");
        }
    }
}

#[test]
fn a_pdf_has_the_page_asked_for() {
    let (_loaded, site) = sample();
    let has = |query: &str, page: &str| {
        let pdf = file(&site, &format!("/export/coverage.pdf{query}")).body;
        assert!(String::from_utf8_lossy(&pdf).contains(page), "{query}: not {page}");
    };
    has("?size=slide", "/MediaBox [0 0 960 540]");
    has("?size=half_a4", "/MediaBox [0 0 595.28 420.94]");
    has("", "/MediaBox [0 0 606 ");
}
