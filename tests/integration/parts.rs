//! What pages are made of: frames, summaries, charts and tables, as the server sends them.

use super::support::{
    served::Site,
    shared::{Loaded, committed},
};
use domain::{
    Filter, Question as _,
    page::{Ask, Drawing, Frame, Page, Part, Summary, Table},
    questions::TeamFunnel,
};
use serde_json::{Value, from_value};
use std::sync::Arc;

/// The committed sample without a socket.
fn sample() -> (Arc<Loaded>, Site) {
    let loaded = committed();
    let site = Site::open(&loaded.council.data());
    (loaded, site)
}

#[track_caller]
fn read(site: &Site, address: &str) -> Value {
    let reply = site.get(address);
    assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    reply.json()
}

/// Everything that pages ask under a filter.
fn asks(pairs: &[(&str, &str)]) -> Vec<Ask> {
    let filter = Filter::from_pairs(pairs.iter().copied()).unwrap();
    Page::ALL.into_iter().flat_map(|page| page.asks(&filter)).collect()
}

#[test]
fn whatever_a_page_asks_is_answered() {
    let (_loaded, site) = sample();
    for pairs in [
        &[][..],
        &[("team", "Older People North")],
        &[("service", "Older People"), ("measure", "verified")],
        &[
            ("as_at", "2026-09-30"),
            ("exemptions", "excluded"),
            ("by", "age_band"),
            ("sort", "variation"),
        ],
    ] {
        for ask in asks(pairs) {
            let address = ask.path();
            // One team alone is beside no other.
            if ask.name == TeamFunnel::NAME && ask.filter.team.is_some() {
                continue;
            }
            // There is no chart of what has no rows: its table says so in words.
            if ask.part == Part::Drawing && has_no_rows(&site, &ask) {
                assert_eq!(site.get(&address).status, 404, "{address}");
                continue;
            }
            let part = read(&site, &address);
            match ask.part {
                Part::Rows => panic!("{address}: no page needs rows"),
                Part::Frame => assert_eq!(from_value::<Frame>(part).unwrap().refused, None, "{address}"),
                Part::Summary => assert!(from_value::<Summary>(part).unwrap().verdict.is_some(), "{address}"),
                Part::Drawing => assert!(!from_value::<Drawing>(part).unwrap().headline.is_empty(), "{address}"),
                Part::Table => check_table(&address, &from_value(part).unwrap()),
            }
        }
    }
}

fn has_no_rows(site: &Site, chart: &Ask) -> bool {
    let table = Ask {
        part: Part::Table,
        ..chart.clone()
    };
    from_value::<Table>(read(site, &table.path())).unwrap().rows.is_empty()
}

/// Holds that a table says what it is about and has a cell for every column.
#[track_caller]
fn check_table(address: &str, table: &Table) {
    assert!(!table.caption.is_empty() && !table.when_empty.is_empty(), "{address}: {table:?}");
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{address}: {row:?}");
        assert!(!row[0].text.is_empty(), "{address}: {row:?} has no heading");
    }
}

#[test]
fn no_part_is_asked_for_twice_by_a_page() {
    for page in Page::ALL {
        let mut asked: Vec<_> = page.asks(&Filter::default()).iter().map(|ask| (ask.part as u8, ask.name)).collect();
        let all = asked.len();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), all, "{page:?}");
    }
}

#[test]
fn what_can_be_chosen_is_told_even_where_the_filter_cannot_be_met() {
    let (_loaded, site) = sample();
    let whole: Frame = from_value(read(&site, "/frame")).unwrap();
    assert!(whole.dates.len() > 10 && whole.teams.len() > 5, "{whole:?}");
    assert_eq!(whole.as_at, whole.dates.last().map(|(date, _)| *date));
    let refused: Frame = from_value(read(&site, "/frame?team=Nobody")).unwrap();
    assert_eq!(refused.refused.unwrap().parameter.as_deref(), Some("team"));
    assert_eq!((refused.as_at, refused.dates, refused.teams), (None, whole.dates, whole.teams));
}

#[test]
fn a_table_that_lists_people_is_kept_nowhere() {
    let (_loaded, site) = sample();
    let reply = site.get("/table/worklist?team=Older%20People%20North");
    assert_eq!((reply.status, reply.header("cache-control")), (200, "no-store"));
}
