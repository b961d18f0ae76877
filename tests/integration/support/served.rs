//! A running server, and the same routes without a socket.

use super::Council;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use serde_json::Value;
use server::{
    config,
    http::{App, router},
};
use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    sync::Arc,
};
use tower::ServiceExt as _;

/// Every route over one data folder, without a socket.
pub(crate) struct Site {
    runtime: tokio::runtime::Runtime,
    router: Router,
}

impl Site {
    pub(crate) fn open(data: &Path) -> Self {
        let app = Arc::new(App::open(data, config::Council::default()).unwrap());
        Self {
            runtime: tokio::runtime::Runtime::new().unwrap(),
            router: router(app),
        }
    }

    pub(crate) fn get(&self, address: &str) -> Reply {
        self.send(Request::get(address).body(Body::empty()).unwrap())
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Reply {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            Reply {
                status: parts.status.as_u16(),
                headers: parts.headers,
                body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
            }
        })
    }

    /// The answer of a question: `coverage?team=North`.
    #[track_caller]
    pub(crate) fn answer(&self, question: &str) -> Value {
        let reply = self.get(&format!("/api/v1/{question}"));
        assert_eq!(reply.status, 200, "{question}: {}", reply.text());
        reply.json()
    }

    /// The rows of the answer.
    #[track_caller]
    pub(crate) fn rows(&self, question: &str) -> Vec<Value> {
        self.answer(question)["rows"].as_array().unwrap().clone()
    }
}

/// What was answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// The real binary, serving; it is ended with the test.
pub(crate) struct Server {
    child: Child,
    address: String,
    log: std::path::PathBuf,
}

impl Server {
    /// Serves the council's data folder on a free port.
    pub(crate) fn start(council: &Council) -> Self {
        let log = council.path("serve.log");
        let mut child = council
            .command("serve --listen 127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let address = said.split("http://").nth(1).unwrap_or_else(|| panic!("no address in {said:?}"));
        Self {
            address: address.trim().to_owned(),
            child,
            log,
        }
    }

    /// Asks over a connection of its own, and gives status and body.
    pub(crate) fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let (head, body) = self.ask("GET", path);
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body)
    }

    /// The status line and headers in small letters.
    pub(crate) fn head(&self, path: &str) -> String {
        self.ask("HEAD", path).0
    }

    fn ask(&self, method: &str, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        // Only a HEAD says that it takes compressed bodies, because nothing here could unpack them.
        let accept = if method == "HEAD" { "Accept-Encoding: br\r\n" } else { "" };
        let host = &self.address;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{accept}Connection: close\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        assert!(method == "HEAD" || !head.contains("transfer-encoding"), "{head}");
        (head, bytes[end + 4..].to_vec())
    }

    /// The rows of an answer and the generation that gave them.
    #[track_caller]
    pub(crate) fn answer(&self, question: &str) -> (u64, Value) {
        let (status, body) = self.get(&format!("/api/v1/{question}"));
        assert_eq!(status, 200, "{question}: {}", String::from_utf8_lossy(&body));
        let mut answer: Value = serde_json::from_slice(&body).unwrap();
        (answer["generation"].as_u64().unwrap(), answer["rows"].take())
    }

    /// What the server wrote to standard error.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
