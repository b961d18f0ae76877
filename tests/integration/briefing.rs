//! The senior management team's paper: read back as its readers get it, by eye, by ear, in Word and in a browser.

use super::support::{
    Council,
    pdf::{Pdf, Tag, Value},
    served::{Reply, Site},
    shared::committed,
};
use serde_json::Value as Json;
use std::{
    collections::BTreeSet,
    fs,
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

const FORMATS: [(&str, &str); 3] = [
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("html", "text/html; charset=utf-8"),
];

#[track_caller]
fn paper(site: &Site, format: &str) -> Reply {
    let reply = site.get(&format!("/export/briefing.{format}"));
    assert_eq!(reply.status, 200, "{format}: {}", reply.text());
    reply
}

/// The text between tags, one line a paragraph, heading, point or cell; drawings are left out.
fn lines(html: &str) -> Vec<String> {
    let (mut out, mut rest) = (vec![String::new()], html);
    while let Some(at) = rest.find('<') {
        out.last_mut().unwrap().push_str(&rest[..at]);
        let end = rest[at..].find('>').unwrap() + at + 1;
        let tag = &rest[at..end];
        rest = &rest[end..];
        if tag.starts_with("<svg") {
            rest = &rest[rest.find("</svg>").unwrap()..];
        } else if tag.starts_with("<style") {
            rest = &rest[rest.find("</style>").unwrap()..];
        } else if !["<strong>", "</strong>"].contains(&tag) {
            out.push(String::new());
        }
    }
    let plain = |line: String| {
        let line = line
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    out.into_iter().map(plain).filter(|line| !line.is_empty()).collect()
}

#[test]
fn it_comes_in_three_formats_under_a_name_that_says_what_it_is() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    for (format, content_type) in FORMATS {
        let reply = paper(&site, format);
        assert_eq!(reply.header("content-type"), content_type);
        assert_eq!(
            reply.header("content-disposition"),
            format!("attachment; filename=\"nhs-number-coverage_briefing_2026-10-31.{format}\"")
        );
        assert_eq!(reply.header("cache-control"), "no-cache");
        let again = axum::http::Request::get(format!("/export/briefing.{format}"))
            .header("if-none-match", reply.header("etag"))
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(site.send(again).status, 304);
    }
    let earlier = site.get("/export/briefing.html?as_at=2026-10-01");
    assert!(earlier.header("content-disposition").contains("_2026-09-30.html"));
    assert!(
        earlier
            .text()
            .contains("NHS numbers on adult social care records, 30 September 2026")
    );
}

#[test]
fn it_is_about_the_whole_council_at_one_date() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    for (query, parameter) in [
        ("?team=Older%20People%20North", "team"),
        ("?measure=verified", "measure"),
        ("?as_at=soon", "as_at"),
        ("?as_at=1999-01-01", "as_at"),
        ("?colour=red", "colour"),
    ] {
        let reply = site.get(&format!("/export/briefing.pdf{query}"));
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (400, "application/problem+json"),
            "{query}"
        );
        assert_eq!(reply.json()["parameter"], parameter);
    }
    assert_eq!(site.get("/export/briefing.doc").status, 400);
}

#[test]
fn without_figures_there_is_no_paper() {
    let council = Council::new();
    council
        .refused("briefing --to paper.pdf")
        .says("no figures yet in nhs-coverage-data; load a snapshot with: nhs-coverage load");
    assert!(!council.path("paper.pdf").exists());
    fs::create_dir_all(council.data()).unwrap();
    let reply = Site::open(&council.data()).get("/export/briefing.pdf");
    assert_eq!((reply.status, reply.json()["title"].clone()), (404, "No figures yet".into()));
}

#[test]
fn the_command_writes_what_the_server_sends() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    for (format, _) in FORMATS {
        let line = format!("briefing --to paper.{format}");
        loaded.council.done(&line).says("The briefing as at 31 October 2026 is in paper.");
        let written = fs::read(loaded.council.path(&format!("paper.{format}"))).unwrap();
        assert!(written == paper(&site, format).body, "{format}");
    }
    loaded
        .council
        .refused("briefing --to paper.doc")
        .says("--to: “paper.doc” ends in none of .pdf, .docx, .html");
    loaded.council.refused("briefing --as-at soon --to paper.pdf").says("--as-at");
}

#[test]
fn the_same_generation_gives_the_same_bytes() {
    let loaded = committed();
    let (site, again) = (Site::open(&loaded.council.data()), Site::open(&loaded.council.data()));
    for (format, _) in FORMATS {
        assert!(paper(&site, format).body == paper(&again, format).body, "{format}");
    }
}

#[test]
fn every_key_figure_is_that_of_the_answer() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let lines = lines(&paper(&site, "html").text());
    let after = |heading: &str| {
        let at = lines
            .iter()
            .position(|line| line == heading)
            .unwrap_or_else(|| panic!("no {heading}"));
        lines[at + 1].clone()
    };
    let row = site.rows("coverage").remove(0);
    let count = |name: &str| row[name].as_i64().unwrap();
    let share = |name: &str| format!("{} ({:.1}%)", count(name), count(name) as f64 * 100.0 / count("in_scope") as f64);
    for (heading, figure) in [
        ("Records in scope", count("in_scope").to_string()),
        ("Hold anything as a number (recorded)", share("recorded")),
        ("Hold a usable number (coverage)", share("covered")),
        ("Hold a number that a trace confirmed or supplied (verified)", share("verified")),
        ("Target", "95%".to_owned()),
        ("Records to go to the target", count("records_to_go").to_string()),
    ] {
        assert_eq!(after(heading), figure, "{heading}");
    }
    let all = lines.join("\n");
    for team in site
        .rows("team_processes")
        .iter()
        .take(5)
        .filter(|row| row["records_to_go"].as_i64() > Some(0))
    {
        let named = format!(
            "{}\n{}\n",
            team["team"].as_str().unwrap().replace("Unallocated", "Records without a team"),
            team["in_scope"]
        );
        assert!(all.contains(&named), "{named}");
    }
}

#[test]
fn the_pdf_keeps_to_pdf_ua() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let pdf = Pdf::read(&paper(&site, "pdf").body);
    let catalog = pdf.catalog();
    assert_eq!(catalog["Lang"].text(), "en-GB");
    assert!(pdf.dict(&catalog["MarkInfo"])["Marked"].is_true());
    assert!(pdf.dict(&catalog["ViewerPreferences"])["DisplayDocTitle"].is_true());
    let metadata = String::from_utf8(pdf.stream(&catalog["Metadata"])).unwrap();
    for part in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "NHS numbers on adult social care records, 31 October 2026",
    ] {
        assert!(metadata.contains(part), "no {part} in {metadata}");
    }
    assert!((2..=4).contains(&pdf.pages().len()), "{} pages", pdf.pages().len());
    for page in pdf.pages() {
        assert!(page["Tabs"].is_name("S") && page.contains_key("StructParents"));
    }

    let tags = pdf.tags();
    let of = |role: &str| tags.iter().filter(|tag| tag.role == role).collect::<Vec<_>>();
    assert!(of("Figure").iter().all(|tag| tag.alt.as_ref().is_some_and(|alt| alt.len() > 40)));
    assert!(!of("Figure").is_empty() && of("H1").len() == 1 && of("H2").len() > 5);
    for cell in of("TH") {
        let expected = if cell.within.contains(&"THead".to_owned()) {
            "Column"
        } else {
            "Row"
        };
        assert_eq!(cell.scope.as_deref(), Some(expected), "{}", cell.words);
    }
    for (role, parent) in [
        ("LI", "L"),
        ("Lbl", "LI"),
        ("LBody", "LI"),
        ("THead", "Table"),
        ("TBody", "Table"),
        ("TD", "TR"),
        ("TH", "TR"),
    ] {
        for tag in of(role) {
            assert_eq!(tag.within.last().unwrap(), parent, "{role}");
        }
    }
    let bookmarks = pdf.dict(&catalog["Outlines"]);
    let title = pdf.dict(&bookmarks["First"]);
    assert_eq!(title["Title"].text(), of("H1")[0].words);
    let mut next = title.get("First");
    for heading in of("H2") {
        let entry = pdf.dict(next.unwrap());
        assert_eq!(entry["Title"].text(), heading.words);
        next = entry.get("Next");
    }
    assert!(next.is_none(), "a bookmark without a heading");
}

/// The words of a tag as a reader hears them.
fn heard(tag: &Tag) -> String {
    tag.words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_hears_the_pdf_is_told_the_same_in_the_same_order() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let tags = Pdf::read(&paper(&site, "pdf").body).tags();
    // The bullets are the list's own in HTML, and drawings are told by their alternative texts.
    let told = tags
        .iter()
        .filter(|tag| tag.role != "Figure")
        .map(heard)
        .filter(|words| !words.is_empty() && words != "•");
    let html = paper(&site, "html").text();
    let body = &html[html.find("<body>").unwrap()..html.find("<footer>").unwrap()];
    let expected = lines(body).join(" ");
    assert_eq!(told.collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn every_page_says_its_number_and_the_date_of_its_figures() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let pdf = Pdf::read(&paper(&site, "pdf").body);
    let words = pdf.words();
    let count = pdf.pages().len();
    for (number, page) in (1..).zip(words.split('\n')) {
        assert!(page.contains(&format!("Page {number} of {count}")), "{number}: {page}");
        assert!(page.contains("31 October 2026 · generation 1"), "{number}: {page}");
    }
}

#[test]
fn headings_are_whole_and_letters_are_letters() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let pdf = Pdf::read(&paper(&site, "pdf").body);
    let fonts: BTreeSet<String> = pdf
        .pages()
        .iter()
        .flat_map(|page| match pdf.dict(&page["Resources"]).get("Font") {
            Some(fonts) => pdf
                .dict(fonts)
                .values()
                .map(|font| pdf.dict(font)["BaseFont"].name().to_owned())
                .collect(),
            None => Vec::new(),
        })
        .map(|name| name.split_once('+').unwrap().1.to_owned())
        .collect();
    assert_eq!(
        fonts,
        BTreeSet::from(["CoverageSans-Bold", "CoverageSans-Regular"].map(str::to_owned))
    );
    for page in pdf.pages() {
        assert_eq!(
            page["MediaBox"],
            Value::Array([0.0, 0.0, 595.28, 841.89].map(Value::Number).to_vec())
        );
    }
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn word_finds_headings_table_headings_and_alternative_texts() {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    let docx = paper(&site, "docx").body;
    let document = part(&docx, "word/document.xml");
    let tables = document.matches("<w:tbl>").count();
    assert!(tables >= 3);
    assert_eq!(document.matches("<w:tblHeader/>").count(), tables);
    assert_eq!(document.matches("<w:pStyle w:val=\"Title\"/>").count(), 1);
    let html = paper(&site, "html").text();
    assert_eq!(
        document.matches("<w:pStyle w:val=\"Heading1\"/>").count(),
        html.matches("<h2>").count()
    );
    assert_eq!(document.matches("<w:drawing>").count(), html.matches("<figure>").count());
    assert_eq!(document.matches("descr=\"\"").count(), 0);
    for style in document
        .split("<w:pStyle w:val=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(
            part(&docx, "word/styles.xml").contains(&format!("w:styleId=\"{style}\"")),
            "{style}"
        );
    }
    assert!(part(&docx, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    let properties = part(&docx, "docProps/core.xml");
    for expected in [
        "<dc:title>NHS numbers on adult social care records, 31 October 2026</dc:title>",
        "<dc:language>en-GB</dc:language>",
        "2026-10-31T00:00:00Z",
    ] {
        assert!(properties.contains(expected), "no {expected} in {properties}");
    }
    // Every text of the page stands in it.
    let words = document
        .split("<w:t xml:space=\"preserve\">")
        .skip(1)
        .map(|rest| rest.split("</w:t>").next().unwrap());
    let words = words.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let body = &html[html.find("<main>").unwrap()..html.find("<footer>").unwrap()];
    for line in lines(body).iter().filter(|line| !line.contains('&')) {
        let line = line.replace('&', "&amp;").replace('"', "&quot;");
        assert!(
            words.contains(&line) || words.contains(&format!("{line}:")),
            "no {line:?} in the document"
        );
    }
}

#[test]
fn the_page_for_a_browser_needs_nothing_else() {
    let loaded = committed();
    let html = paper(&Site::open(&loaded.council.data()), "html").text();
    for outside in ["<script", "<link", "src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    let levels: Vec<&str> = html
        .split("<h")
        .skip(1)
        .filter_map(|rest| rest.get(..2))
        .filter(|level| level.ends_with('>'))
        .collect();
    assert!(levels[0] == "1>" && levels[1..].iter().all(|level| *level == "2>"), "{levels:?}");
}

#[test]
fn counts_kept_before_make_a_paper_of_their_own() {
    let council = Council::new();
    council.write(
        "history.csv",
        "DATE,TEAM,IN_SCOPE,COVERED\n2026-09-30,North,120,90\n2026-09-30,South,80,70\n2026-10-31,North,120,95\n2026-10-31,South,80,70\n",
    );
    council.done("load history.csv");
    council.done("briefing --to paper.html");
    let html = fs::read_to_string(council.path("paper.html")).unwrap();
    for expected in [
        "82.5% of records in scope",
        "not known from earlier counts",
        "Figures up to 31 October 2026 are counts kept before",
    ] {
        assert!(html.contains(expected), "no {expected} in {html}");
    }
    council.done("briefing --to paper.pdf");
}

#[test]
fn the_description_of_the_api_names_it() {
    let loaded = committed();
    let description: Json = Site::open(&loaded.council.data()).get("/api/v1/openapi.json").json();
    let path = &description["paths"]["/export/briefing.{extension}"]["get"];
    assert_eq!(path["parameters"][0]["schema"]["enum"], serde_json::json!(["pdf", "docx", "html"]));
    assert!(path["responses"]["200"]["content"]["application/pdf"].is_object());
}
