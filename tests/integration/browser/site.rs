use crate::support::{
    Council, root,
    shared::{self, Loaded},
};
use domain::{
    Answer, Filter, Question,
    page::Ask,
    questions::{CoverageByTeam, TeamRow},
};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Stdio},
    sync::Arc,
};

/// The real binary serving a council's figures; it ends with this value.
pub(super) struct Site {
    address: SocketAddr,
    server: Option<Child>,
    figures: Figures,
}

/// A council and the configuration it is served under.
struct Figures {
    council: Arc<Loaded>,
    configuration: String,
}

impl Site {
    /// The committed sample council.
    pub(super) fn council() -> Self {
        Self::serving(shared::committed(), "data/sample")
    }

    /// Nothing loaded.
    pub(super) fn empty() -> Self {
        let council = Council::new();
        Self::serving(Arc::new(Loaded { council, written: None }), "data/sample")
    }

    /// Counts kept before any snapshot, of another service: A&E departments by month.
    pub(super) fn history() -> Self {
        let council = Council::new();
        let folder = root().join("tests/cases/ae");
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let tables: Vec<_> = files
            .filter(|file| file.extension().is_some_and(|extension| extension == "csv"))
            .collect();
        assert!(!tables.is_empty(), "no table in {}", folder.display());
        for table in tables {
            let configuration = folder.join("nhs-coverage.toml");
            council.done(&format!("load '{}' --config '{}'", table.display(), configuration.display()));
        }
        Self::serving(Arc::new(Loaded { council, written: None }), "tests/cases/ae")
    }

    /// The address of a page.
    pub(super) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What the API answers.
    pub(super) fn ask<Q: Question>(&self, filter: &Filter) -> Answer<Q::Row> {
        let path = Ask::rows(Q::NAME, filter).path();
        let response = get(self.address, &path);
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{path}: {response}");
        serde_json::from_str(body).unwrap()
    }

    /// The teams, those with most records to go first.
    pub(super) fn teams(&self) -> Vec<TeamRow> {
        self.ask::<CoverageByTeam>(&Filter::default()).rows
    }

    /// Ends the server and leaves its address.
    pub(super) fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// Starts the server again at the same address.
    pub(super) fn start(&mut self) {
        let (server, address) = self.figures.serve(self.address);
        assert_eq!(address, self.address);
        self.server = Some(server);
    }

    /// Serves under the configuration of a folder of the workspace.
    fn serving(council: Arc<Loaded>, folder: &str) -> Self {
        let configuration = root().join(folder).join("nhs-coverage.toml");
        let figures = Figures {
            council,
            configuration: configuration.display().to_string(),
        };
        let (server, address) = figures.serve(SocketAddr::from(([127, 0, 0, 1], 0)));
        let site = Self {
            address,
            server: Some(server),
            figures,
        };
        let has_dashboard = get(address, "/").contains("id=\"app\"");
        assert!(
            has_dashboard,
            "the binary was built without the dashboard: run the tests with cargo xtask test"
        );
        site
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

impl Figures {
    fn serve(&self, address: SocketAddr) -> (Child, SocketAddr) {
        let line = format!("serve --listen {address} --config '{}'", self.configuration);
        let mut server = self.council.council.command(&line).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.trim().rsplit('/').next().unwrap().parse();
        (
            server,
            address.unwrap_or_else(|_| panic!("the server printed {said:?} and no address")),
        )
    }
}

/// The whole response; in HTTP 1.0 it comes in one piece and ends with the connection.
fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}
