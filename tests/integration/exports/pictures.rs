use super::{file, sample};
use crate::support::pdf::{Pdf, Value};

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
        let bytes = file(&site, &format!("/export/{question}.pdf")).body;
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF"), "{question}");
        let pdf = Pdf::read(&bytes);
        let resources = pdf.dict(&pdf.pages()[0]["Resources"]);
        let mut names = Vec::new();
        for font in pdf.dict(&resources["Font"]).values() {
            let font = pdf.dict(font);
            let Value::Array(descendants) = pdf.get(&font["DescendantFonts"]) else {
                panic!("{question}: a font without glyphs")
            };
            let descriptor = pdf.dict(&pdf.dict(&descendants[0])["FontDescriptor"]);
            assert!(descriptor.contains_key("FontFile2") && font.contains_key("ToUnicode"), "{question}");
            assert!(font["Encoding"].is_name("Identity-H"), "{question}");
            names.push(font["BaseFont"].name().split_once('+').unwrap().1.to_owned());
        }
        names.sort();
        assert_eq!(names, ["CoverageSans-Bold", "CoverageSans-Regular"], "{question}");
        let forms = resources.get("XObject").map(|forms| pdf.dict(forms).values().collect::<Vec<_>>());
        let is_image = |form: &&Value| pdf.dict(form)["Subtype"].is_name("Image");
        assert!(!forms.unwrap_or_default().iter().any(is_image), "{question} holds pixels");
        // The headline can be read back from its glyphs; where it breaks, there is no space.
        let headline = site.get(&format!("/figure/{question}")).json()["headline"]
            .as_str()
            .unwrap()
            .to_owned();
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        let words = letters(&pdf.words());
        assert!(words.contains(&letters(&headline)), "{question}: no {headline} in {words}");
    }
}

#[test]
fn a_pdf_tells_its_chart_to_those_who_do_not_see_it() {
    let (_loaded, site) = sample();
    for question in ["coverage", "coverage_trend", "team_funnel", "match_by_team"] {
        let pdf = Pdf::read(&file(&site, &format!("/export/{question}.pdf")).body);
        let figure = site.get(&format!("/figure/{question}")).json();
        let catalog = pdf.catalog();
        assert_eq!(catalog["Lang"].text(), "en-GB");
        assert!(pdf.dict(&catalog["MarkInfo"])["Marked"].is_true());
        assert!(pdf.dict(&catalog["ViewerPreferences"])["DisplayDocTitle"].is_true());
        let metadata = String::from_utf8(pdf.stream(&catalog["Metadata"])).unwrap();
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
        let tags = pdf.tags();
        assert_eq!(tags.iter().map(|tag| tag.role.as_str()).collect::<Vec<_>>(), ["Document", "Figure"]);
        let told = tags[1].alt.clone().unwrap();
        for part in ["headline", "description"] {
            assert!(told.contains(figure[part].as_str().unwrap()), "{question}: no {part} in {told}");
        }
        let bookmark = pdf.dict(&pdf.dict(&catalog["Outlines"])["First"]);
        assert_eq!(bookmark["Title"].text(), figure["headline"].as_str().unwrap());
    }
}

#[test]
fn a_pdf_has_the_page_asked_for() {
    let (_loaded, site) = sample();
    let page = |query: &str| {
        let pdf = Pdf::read(&file(&site, &format!("/export/coverage.pdf{query}")).body);
        let Value::Array(area) = pdf.pages()[0]["MediaBox"].clone() else {
            panic!("{query}: no page")
        };
        area.iter().map(Value::number).collect::<Vec<_>>()
    };
    assert_eq!(page("?size=slide"), [0.0, 0.0, 960.0, 540.0]);
    assert_eq!(page("?size=half_a4"), [0.0, 0.0, 595.28, 420.94]);
    assert_eq!(page("")[..3], [0.0, 0.0, 606.0]);
}
