//! The dashboard in real Chromium, as people use it: by mouse, by keyboard, on a telephone, on paper, in the dark.
//!
//! Each test starts its own server and its own browser, and both end with it, also when it fails. `SCREENSHOTS=1` leaves
//! pictures of every page in the target folder, under `tmp/screenshots`.

/// What is in the address is on the page, and the other way round.
mod address;
/// Nothing that axe-core finds, nothing wider than a telephone, nothing that moves unasked.
mod audit;
/// What the page itself brings along, and whom it talks to.
mod first_page;
/// Everything by keyboard alone.
mod keyboard;
/// What a batch of traces came to, on the Overview and on its own page.
mod matching;
/// The page on paper.
mod print;
/// Pictures for people to look at.
mod screenshots;
/// A browser under a test's control.
mod session;
/// What is on the page, held against the API.
mod shown;
/// The real binary over figures.
mod site;
/// No figures, other figures, no server, nonsense in the address.
mod states;
mod values;

use domain::page::Page;
use session::Browser;
use site::Site;

/// Each page with an address at which it has everything to show.
fn pages(site: &Site) -> Vec<(Page, String)> {
    let team = site.teams().swap_remove(0).team;
    let address = |page| match page {
        Page::Team => format!("{}{}", page.path(), of_team(&team).query()),
        _ => page.path().to_owned(),
    };
    Page::ALL.into_iter().map(|page| (page, address(page))).collect()
}

/// The link to a page at the head of every page.
fn link_to(page: Page) -> String {
    let place = Page::ALL.into_iter().position(|other| other == page).unwrap() + 1;
    format!(".masthead__pages li:nth-child({place}) a")
}

fn of_team(team: &str) -> domain::Filter {
    domain::Filter {
        team: Some(team.to_owned()),
        ..domain::Filter::default()
    }
}
