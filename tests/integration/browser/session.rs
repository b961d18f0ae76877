use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource as _, KeyAction, KeyActions},
    elements::Element,
    key::Key,
    wd::Capabilities,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// The commands that only Chromium's driver has.
mod chromium;

use chromium::{Cdp, Log};

/// Chromium with a profile of its own; it ends with this value.
pub(super) struct Browser {
    client: Client,
    _driver: Driver,
}

/// What a page is shown on and how its reader likes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// In CSS pixels.
    pub(super) width: u32,
    /// `light` or `dark`.
    pub(super) scheme: &'static str,
}

/// chromedriver, which ends its browser when it is told to shut down.
struct Driver {
    process: Child,
    /// Kept open, so that chromedriver may go on writing.
    _output: BufReader<ChildStdout>,
    port: u16,
    profile: TempDir,
}

/// No window, and silent towards the world.
const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// After this, what has not come on a busy machine counts as never coming.
const PATIENCE: Duration = Duration::from_secs(30);

/// Lets everything happen that is already under way in the page.
const TURN: &str = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";

/// The page has shown what its address asks for.
const SETTLED: &str = "document.querySelector('main[aria-busy=false] h1')?.textContent.length > 0 && !document.querySelector('.loading')";

/// The narrowest screen that a page must fit, in CSS pixels.
pub(super) const NARROW: u32 = 320;

impl Look {
    /// A desk and a telephone, by day and by night.
    pub(super) const ALL: [Self; 4] = [
        Self::new(1440, "light"),
        Self::new(1440, "dark"),
        Self::new(NARROW, "light"),
        Self::new(NARROW, "dark"),
    ];

    /// For states that look alike everywhere: the first and the last.
    pub(super) const EXTREMES: [Self; 2] = [Self::ALL[0], Self::ALL[3]];

    const fn new(width: u32, scheme: &'static str) -> Self {
        Self { width, scheme }
    }
}

impl Browser {
    pub(super) async fn open() -> Self {
        let driver = Driver::start();
        let profile = format!("--user-data-dir={}", driver.profile.path().display());
        let arguments: Vec<_> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let wanted = json!({
            "goog:chromeOptions": { "args": arguments, "binary": on_path(&["chromium", "chromium-browser", "google-chrome"]) },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let capabilities: Capabilities = serde_json::from_value(wanted).unwrap();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap();
        let browser = Self { client, _driver: driver };
        browser.look(Look::ALL[0]).await;
        browser
    }

    /// Opens an address afresh and waits until the page has shown it.
    pub(super) async fn visit(&self, address: &str) {
        self.client.goto(address).await.unwrap();
        self.settled().await;
    }

    /// Opens a file that is whole as it is.
    pub(super) async fn open_file(&self, path: &Path) {
        self.client.goto(&format!("file://{}", path.display())).await.unwrap();
        self.turn().await;
    }

    pub(super) async fn back(&self) {
        self.client.back().await.unwrap();
        self.settled().await;
    }

    pub(super) async fn forward(&self) {
        self.client.forward().await.unwrap();
        self.settled().await;
    }

    /// Waits until the page has shown what its address asks for.
    pub(super) async fn settled(&self) {
        self.turn().await;
        self.until(SETTLED).await;
        self.turn().await;
    }

    /// Waits until an expression holds in the page.
    pub(super) async fn until(&self, condition: &str) {
        let begun = Instant::now();
        while !self.holds(condition).await {
            if begun.elapsed() > PATIENCE {
                let page = self.text("document.body.innerText").await;
                panic!(
                    "never came: {condition}\non the page: {page}\nin the log: {:?}",
                    self.console().await
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether an expression holds in the page.
    pub(super) async fn holds(&self, expression: &str) -> bool {
        self.value(&format!("return Boolean({expression})")).await == json!(true)
    }

    /// The text that an expression gives; empty if it gives none.
    pub(super) async fn text(&self, expression: &str) -> String {
        let value = self.value(&format!("return {expression}")).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The texts that an expression or a script with `return` gives.
    pub(super) async fn texts(&self, script: &str) -> Vec<String> {
        let script = if script.contains("return ") {
            script.to_owned()
        } else {
            format!("return {script}")
        };
        serde_json::from_value(self.value(&script).await).unwrap_or_else(|error| panic!("{error}: {script}"))
    }

    /// The texts that a script gives to the callback which is its last argument.
    pub(super) async fn texts_later(&self, script: &str) -> Vec<String> {
        let value = self
            .client
            .execute_async(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{error}: {script}"));
        serde_json::from_value(value).unwrap()
    }

    /// Runs a script in the page.
    pub(super) async fn run(&self, script: &str) {
        self.value(script).await;
    }

    /// The first element that a selector finds.
    pub(super) async fn find(&self, selector: &str) -> Element {
        let found = self.client.find(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Clicks and waits until the page has shown what that asks for.
    pub(super) async fn click(&self, selector: &str) {
        self.find(selector)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.settled().await;
    }

    /// Clicks the link whose text starts so, and waits until the page has shown where it leads.
    pub(super) async fn follow(&self, text: &str) {
        let path = format!("//main//a[starts-with(normalize-space(), '{text}')]");
        let link = self.client.find(Locator::XPath(&path)).await;
        link.unwrap_or_else(|error| panic!("{path}: {error}")).click().await.unwrap();
        self.settled().await;
    }

    /// Chooses an option of a list and waits until the page has shown it.
    pub(super) async fn choose(&self, selector: &str, value: &str) {
        self.find(selector)
            .await
            .select_by_value(value)
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.settled().await;
    }

    /// Presses a key and lets it go.
    pub(super) async fn press(&self, key: Key) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key.into() })
            .then(KeyAction::Up { value: key.into() });
        self.client.perform_actions(keys).await.unwrap();
        self.turn().await;
    }

    /// Shows the page in a width and scheme.
    pub(super) async fn look(&self, look: Look) {
        self.size(look.width, if look.width > 700 { 900 } else { 640 }).await;
        self.media("screen", json!([{ "name": "prefers-color-scheme", "value": look.scheme }]))
            .await;
    }

    pub(super) async fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
        self.turn().await;
    }

    /// Shows the page as that medium would, to a reader with those preferences.
    pub(super) async fn media(&self, media: &str, features: Value) {
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }))
            .await;
        self.turn().await;
    }

    /// What the page has complained about since the last time it was asked: errors, warnings, breaches of the policy.
    pub(super) async fn console(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        entries
            .iter()
            .map(|entry| format!("{}: {}", entry["level"], entry["message"]))
            .collect()
    }

    /// The addresses that were asked for since the last time this was asked, by the page or by the browser for it.
    pub(super) async fn requests(&self) -> Vec<String> {
        let events = self.log("performance").await.into_iter().map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            event["message"].clone()
        });
        let sent = events.filter(|event| event["method"] == "Network.requestWillBeSent");
        sent.map(|event| event["params"]["request"]["url"].as_str().unwrap().to_owned())
            .collect()
    }

    /// A picture of the whole page, as PNG.
    pub(super) async fn picture(&self, width: u32) -> Vec<u8> {
        let height = self.value("return document.documentElement.scrollHeight").await.as_u64().unwrap();
        self.size(width, u32::try_from(height).unwrap()).await;
        self.client.screenshot().await.unwrap()
    }

    async fn turn(&self) {
        self.client.execute_async(TURN, Vec::new()).await.unwrap();
    }

    async fn value(&self, script: &str) -> Value {
        let value = self.client.execute(script, Vec::new()).await;
        value.unwrap_or_else(|error| panic!("{error}: {}", script.chars().take(300).collect::<String>()))
    }

    async fn cdp(&self, method: &'static str, parameters: Value) {
        self.client.issue_cmd(Cdp { method, parameters }).await.unwrap();
    }

    async fn log(&self, kind: &'static str) -> Vec<Value> {
        serde_json::from_value(self.client.issue_cmd(Log { kind }).await.unwrap()).unwrap()
    }
}

impl Driver {
    fn start() -> Self {
        let mut process = Command::new(on_path(&["chromedriver"]))
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut lines = output.by_ref().lines().map_while(Result::ok);
        let port = lines.find_map(|line| line.trim_end_matches('.').rsplit_once(" successfully on port ")?.1.parse().ok());
        let port = port.expect("chromedriver to say on which port it is");
        Self {
            process,
            _output: output,
            port,
            profile: tempfile::tempdir().unwrap(),
        }
    }

    /// Only chromedriver knows its browser: killing it would leave Chromium behind.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

fn on_path(names: &[&str]) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file()));
    found.unwrap_or_else(|| panic!("{names:?} are not on the PATH: cargo xtask test says what to install"))
}
