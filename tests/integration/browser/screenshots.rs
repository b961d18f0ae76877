use super::{Browser, Site, pages, session::Look};
use std::{env, fs, path::Path};

/// Writes pictures of every page and state where `SCREENSHOTS` is set, for people to look at.
#[tokio::test]
async fn pictures_of_every_page() {
    if env::var_os("SCREENSHOTS").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
    fs::create_dir_all(&folder).unwrap();
    let (site, empty, history) = (Site::council(), Site::empty(), Site::history());
    let browser = Browser::open().await;
    let mut wanted: Vec<_> = pages(&site)
        .into_iter()
        .map(|(page, address)| (page.title().to_lowercase(), site.at(&address)))
        .collect();
    wanted.extend([
        ("choose-team".to_owned(), site.at("/team")),
        ("unknown-team".to_owned(), site.at("/team?team=Nobody")),
        ("wrong-address".to_owned(), site.at("/?colour=red")),
        ("empty".to_owned(), empty.at("/")),
        ("history".to_owned(), history.at("/")),
        ("history-verified".to_owned(), history.at("/?measure=verified")),
    ]);
    for (name, address) in wanted {
        for look in Look::ALL {
            browser.look(look).await;
            browser.visit(&address).await;
            let picture = browser.picture(look.width).await;
            fs::write(folder.join(format!("{name}-{}-{}.png", look.width, look.scheme)), picture).unwrap();
        }
    }
    for look in Look::ALL {
        browser.look(look).await;
        browser.visit(&site.at("/")).await;
        browser
            .run("document.querySelectorAll('.figure__actions button').forEach(button => button.click())")
            .await;
        let picture = browser.picture(look.width).await;
        fs::write(folder.join(format!("tables-{}-{}.png", look.width, look.scheme)), picture).unwrap();
    }
}
