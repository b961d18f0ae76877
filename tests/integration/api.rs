//! The API: the same rows as on the command line, and a plain answer to every wrong question.

use super::support::{
    Council,
    extract::snapshot,
    served::{Reply, Server, Site},
    shared::{Loaded, committed},
};
use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{Problem, question};
use serde_json::Value;
use std::sync::Arc;

/// The committed sample without a socket.
fn sample() -> (Arc<Loaded>, Site) {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    (loaded, site)
}

#[test]
fn its_rows_are_those_of_the_command() {
    let (loaded, site) = sample();
    let check = |flags: &str| {
        for question in question::NAMES {
            let flags = if question::PERSON_LEVEL.contains(question) && !flags.contains("--team") {
                format!("{flags} --team 'Older People North'")
            } else {
                flags.to_owned()
            };
            let query: Vec<_> = flags
                .split("--")
                .filter(|flag| !flag.trim().is_empty())
                .map(|flag| {
                    let (name, value) = flag.trim().split_once(' ').unwrap();
                    format!("{}={}", name.replace('-', "_"), value.replace('\'', "").replace(' ', "%20"))
                })
                .collect();
            let address = format!("{question}?{}", query.join("&"));
            let printed: Value =
                serde_json::from_str(&loaded.council.done(&format!("report {question} {flags} --format json")).out).unwrap();
            assert_eq!(site.answer(&address), printed, "{address}");
            let csv = site.get(&format!("/export/{}", address.replacen('?', ".csv?", 1)));
            assert_eq!(
                csv.text().strip_prefix('\u{feff}').unwrap(),
                loaded.council.done(&format!("report {question} {flags} --format csv")).out,
                "{address}"
            );
        }
    };
    check("");
    check("--as-at 2026-09-30");
    check("--as-at 30/09/2026 --exemptions excluded");
    check("--team 'Older People North' --measure verified");
    check("--service 'Older People' --sort coverage");
    check("--sort variation --from 2026-09-30 --to 2026-10-31");
    check("--by age_band --team 'Older People North'");
    check("--from 2026-08-31 --to 2026-10-31");
}

#[test]
fn a_wrong_request_is_told_what_is_wrong() {
    let (_loaded, site) = sample();
    let check = |address: &str, status: u16, parameter: Option<&str>| check_problem(address, &site.get(address), status, parameter);
    for (address, parameter) in [
        ("/api/v1/coverage?team=Nobody", "team"),
        ("/api/v1/coverage?team=%27%3B%20DROP%20TABLE%20x%3B--", "team"),
        ("/api/v1/coverage?team=%00", "team"),
        ("/api/v1/coverage?team=%FF%FE", "team"),
        ("/api/v1/coverage?team=%F0%9F%8F%A5", "team"),
        ("/api/v1/coverage_by_team?service=Nobody", "service"),
        ("/api/v1/record_states?service=nobody&as_at=2026-10-31", "service"),
        ("/api/v1/coverage?service=Mental%20Health&team=Older%20People%20North", "team"),
        ("/api/v1/coverage?as_at=yesterday", "as_at"),
        ("/api/v1/coverage?as_at=2026-13-01", "as_at"),
        ("/api/v1/coverage?as_at=31/02/2026", "as_at"),
        ("/api/v1/coverage?as_at=1990-01-01", "as_at"),
        ("/api/v1/coverage?as_at=2026-10-31&as_at=2026-10-31", "as_at"),
        ("/api/v1/coverage?team=&team=Nobody", "team"),
        ("/api/v1/coverage?measure=best", "measure"),
        ("/api/v1/coverage?measure=COVERAGE", "measure"),
        ("/api/v1/coverage?exemptions=maybe", "exemptions"),
        ("/api/v1/coverage_by_team?sort=random", "sort"),
        ("/api/v1/breakdown?by=team", "by"),
        ("/api/v1/coverage?colour=red", "colour"),
        ("/api/v1/coverage?As_At=2026-10-31", "As_At"),
        ("/api/v1/coverage_trend?from=2026-10-31&to=2026-08-31", "from"),
        ("/api/v1/coverage_trend?from=soon", "from"),
        ("/api/v1/record_states?to=1/2/3", "to"),
        ("/api/v1/worklist", "team"),
        ("/api/v1/worklist?team=", "team"),
        ("/api/v1/worklist?team=Nobody", "team"),
        ("/api/v1/queue_list", "team"),
        ("/api/v1/queue_list?service=Older%20People", "team"),
        ("/figure/coverage?team=Nobody", "team"),
        ("/figure/coverage_trend?measure=best", "measure"),
        ("/table/coverage?team=Nobody", "team"),
        ("/table/worklist", "team"),
        ("/summary/overview?team=Nobody", "team"),
        ("/frame?measure=best", "measure"),
        ("/export/worklist.csv", "team"),
        ("/export/queue_list.csv", "team"),
        ("/export/coverage.csv?colour=red", "colour"),
        ("/export/coverage.xls", "format"),
        ("/export/coverage.", "format"),
        ("/export/coverage", "format"),
        ("/export/coverage.png?scale=3", "scale"),
        ("/export/coverage.png?size=a0", "size"),
        ("/export/coverage.pdf?scale=2&size=slide", "scale"),
        ("/export/coverage.csv?scale=2", "scale"),
        ("/api/v1/coverage?format=xml", "format"),
        ("/api/v1/coverage?format=csv&format=csv", "format"),
        ("/api/v1/coverage?format=csv&team=Nobody", "team"),
    ] {
        check(address, 400, Some(parameter));
    }
    for address in [
        "/api/v1/nonsense",
        "/api/v1/Coverage",
        "/api/v1/coverage.json",
        "/api/v1/%2E%2E%2Fkey",
        "/figure/nonsense",
        "/figure/loads",
        "/table/nonsense",
        "/table/queue_list",
        "/summary/nonsense",
        "/export/nonsense.csv",
        "/export/nonsense.svg",
        "/export/loads.png",
        "/export/nonsense.xlsx",
        "/export/loads.pdf",
        "/api/v1/nonsense?format=csv",
        "/note/nonsense",
    ] {
        check(address, 404, Some("question"));
    }
    for address in [
        "/nowhere",
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v1/coverage/",
        "/api/v2/coverage",
        "/assets/nothing.js",
        "/assets/..%2Fkey",
        "/key",
    ] {
        check(address, 404, None);
    }
    let long = format!("/api/v1/coverage?team={}", "x".repeat(50_000));
    check(&long, 400, Some("team"));
}

#[test]
fn a_path_that_is_no_text_is_refused_plainly() {
    let (_loaded, site) = sample();
    for address in [
        "/api/v1/%FF",
        "/summary/%FF",
        "/figure/%FF",
        "/table/%FF",
        "/export/%FF.csv",
        "/note/%FF",
        "/assets/%FF",
    ] {
        let reply = site.get(address);
        assert!((400..500).contains(&reply.status), "{address}: {}", reply.status);
        check_problem(address, &reply, reply.status, None);
    }
}

#[test]
fn only_reading_is_answered() {
    let (_loaded, site) = sample();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for address in ["/api/v1/coverage", "/", "/export/coverage.csv"] {
            let request = Request::builder()
                .method(method.clone())
                .uri(address)
                .body(Body::from("{}"))
                .unwrap();
            check_problem(address, &site.send(request), 405, None);
        }
    }
    let head = Request::builder()
        .method(Method::HEAD)
        .uri("/api/v1/coverage")
        .body(Body::empty())
        .unwrap();
    assert_eq!(site.send(head).status, 200);
}

#[test]
fn a_parameter_may_be_given_and_empty() {
    let (_loaded, site) = sample();
    assert_eq!(site.rows("coverage?team=&as_at=&measure="), site.rows("coverage"));
}

#[test]
fn a_reader_who_has_the_answer_is_told_so() {
    let (_loaded, site) = sample();
    let again = |address: &str, tag: &str| {
        let request = Request::get(address).header("if-none-match", tag).body(Body::empty()).unwrap();
        site.send(request)
    };
    let mut tags = Vec::new();
    for address in [
        "/api/v1/coverage",
        "/api/v1/coverage?measure=verified",
        "/api/v1/loads",
        "/frame",
        "/summary/overview",
        "/figure/coverage",
        "/table/coverage",
        "/export/coverage.csv",
        "/export/coverage.png",
    ] {
        let first = site.get(address);
        assert_eq!(first.status, 200, "{address}: {}", first.text());
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{address}: {tag}");
        assert_eq!(first.header("cache-control"), "no-cache", "{address}");
        for given in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let second = again(address, &given);
            assert_eq!((second.status, second.body.len()), (304, 0), "{address} with {given}");
            assert_eq!(second.header("etag"), tag);
        }
        assert_eq!(again(address, "\"other\"").status, 200);
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 9, "every answer has its own: {tags:?}");
    for question in question::PERSON_LEVEL {
        let reply = site.get(&format!("/api/v1/{question}?team=Older%20People%20North"));
        assert_eq!(reply.header("cache-control"), "no-store", "{question}");
    }
}

#[test]
fn a_new_load_makes_a_new_version_of_every_answer() {
    let council = Council::new();
    council.write("persons_2026-10-31.csv", snapshot(10, 6));
    council.write("persons_2026-11-30.csv", snapshot(10, 7));
    council.done("load persons_2026-10-31.csv");
    let site = Site::open(&council.data());
    let before = site.get("/api/v1/coverage?as_at=2026-10-31").header("etag").to_owned();
    council.done("load persons_2026-11-30.csv");
    let request = Request::get("/api/v1/coverage?as_at=2026-10-31")
        .header("if-none-match", &before)
        .body(Body::empty())
        .unwrap();
    let reply = site.send(request);
    assert_eq!(reply.status, 200, "the answer now comes from another generation");
    assert_eq!(site.rows("coverage")[0]["covered"], 7);
}

#[test]
fn a_browser_at_an_unknown_address_is_shown_a_page() {
    let (_loaded, site) = sample();
    let request = Request::get("/nowhere")
        .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .body(Body::empty())
        .unwrap();
    let reply = site.send(request);
    assert_eq!((reply.status, reply.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(
        reply.text().contains("<title>There is no such page – NHS Number Coverage</title>"),
        "{}",
        reply.text()
    );
}

#[test]
fn every_answer_carries_the_security_headers() {
    let (_loaded, site) = sample();
    for address in [
        "/",
        "/teams",
        "/team",
        "/data",
        "/api/v1/coverage",
        "/api/v1/nonsense",
        "/nowhere",
        "/export/coverage.svg",
        "/note/coverage",
        "/health",
        "/icon.svg",
    ] {
        let reply = site.get(address);
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
        assert!(!policy.contains("'unsafe-"), "{address}: {policy}");
        assert!(!policy.contains('*'), "{address}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{name} of {address}");
        }
    }
}

#[test]
fn a_page_holds_no_inline_code_and_no_foreign_address() {
    let (_loaded, site) = sample();
    for address in [
        "/",
        "/teams",
        "/team?team=Older%20People%20North",
        "/data",
        "/?as_at=soon",
        "/?colour=red",
        "/team?team=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        let reply = site.get(address);
        assert_eq!(reply.status, 200, "{address}: a wrong address still opens the page");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        let page = reply.text();
        assert!(
            !page.contains("<script>") && !page.contains("<style") && !page.contains(" onload="),
            "{address}"
        );
        assert!(!page.contains("<script>alert"), "{address}");
        let foreign = page
            .match_indices("://")
            .filter(|(at, _)| !page[..*at].ends_with("http") || !page[*at..].starts_with("://www.w3.org/"));
        assert_eq!(foreign.count(), 0, "{address} names another server");
    }
}

#[test]
fn what_is_named_by_its_content_is_kept_for_ever() {
    let loaded = committed();
    let server = Server::start(&loaded.council);
    let (_, page) = server.get("/");
    let page = String::from_utf8(page).unwrap();
    let assets: Vec<&str> = page.split("/assets/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    if assets.is_empty() {
        // Built by hand without the dashboard; `cargo xtask test` names a binary that has it.
        assert!(page.contains("without the dashboard"), "{page}");
        return;
    }
    for asset in assets {
        let head = server.head(&format!("/assets/{asset}"));
        assert!(head.starts_with("http/1.1 200"), "{asset}: {head}");
        assert!(
            head.contains("cache-control: public, max-age=31536000, immutable"),
            "{asset}: {head}"
        );
        assert!(head.contains("content-encoding: br"), "{asset}: {head}");
        assert!(head.contains("vary: accept-encoding"), "{asset}: {head}");
    }
}

#[test]
fn an_empty_data_folder_has_no_figures_and_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let site = Site::open(dir.path());
    for question in question::NAMES {
        let address = format!("/api/v1/{question}");
        let reply = site.get(&address);
        check_problem(&address, &reply, 404, None);
        assert_eq!(reply.json()["title"], "No figures yet");
        assert!(reply.json()["detail"].as_str().unwrap().contains("nhs-coverage load"));
    }
    for address in ["/", "/teams", "/team", "/data"] {
        assert_eq!(site.get(address).status, 200, "{address}");
    }
    check_problem("/health", &site.get("/health"), 404, None);
    check_problem("/export/coverage.png", &site.get("/export/coverage.png"), 404, None);
}

#[test]
fn figures_appear_without_a_restart() {
    let council = Council::new();
    std::fs::create_dir(council.data()).unwrap();
    let site = Site::open(&council.data());
    assert_eq!(site.get("/api/v1/coverage").status, 404);
    council.write("persons_2026-10-31.csv", snapshot(10, 6));
    council.done("load persons_2026-10-31.csv");
    assert_eq!(site.rows("coverage")[0]["in_scope"], 10);
}

#[test]
fn every_question_has_a_note_and_every_chart_its_files() {
    let (_loaded, site) = sample();
    for question in question::NAMES {
        let note = site.get(&format!("/note/{question}"));
        assert_eq!((note.status, note.header("content-type")), (200, "text/plain; charset=utf-8"));
        assert!(note.text().len() > 100, "{question}: {}", note.text());
    }
    for question in ["coverage", "coverage_trend", "coverage_by_team", "record_states", "movement"] {
        let svg = site.get(&format!("/export/{question}.svg"));
        assert_eq!(
            (svg.status, svg.header("content-type")),
            (200, "image/svg+xml"),
            "{question}: {}",
            svg.text()
        );
        assert!(svg.text().starts_with("<svg") || svg.text().starts_with("<?xml"), "{question}");
        let png = site.get(&format!("/export/{question}.png"));
        assert!(png.status == 200 && png.body.starts_with(b"\x89PNG"), "{question}");
        assert!(
            png.header("content-disposition").contains("2026-10-31.png"),
            "{}",
            png.header("content-disposition")
        );
        let figure = site.get(&format!("/figure/{question}")).json();
        for part in ["headline", "subtitle", "description", "footer", "svg", "narrow_svg"] {
            assert!(!figure[part].as_str().unwrap().is_empty(), "{question} has no {part}");
        }
    }
}

/// Holds that a reply is a problem document that says what it must and nothing of the inside.
#[track_caller]
fn check_problem(address: &str, reply: &Reply, status: u16, parameter: Option<&str>) {
    assert_eq!(reply.status, status, "{address}: {}", reply.text());
    assert_eq!(
        reply.header("content-type"),
        "application/problem+json",
        "{address}: {}",
        reply.text()
    );
    let problem: Problem = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!((problem.kind.as_str(), problem.status), ("about:blank", status), "{address}");
    if parameter.is_some() {
        assert_eq!(problem.parameter.as_deref(), parameter, "{address}: {}", problem.detail);
    }
    assert!(
        problem.detail.len() > 15 && !problem.title.is_empty(),
        "{address}: {}",
        problem.detail
    );
    for inside in ["DuckDB", "SELECT", "panicked", "src/", "/tmp"] {
        assert!(!problem.detail.contains(inside), "{address}: {}", problem.detail);
    }
}
