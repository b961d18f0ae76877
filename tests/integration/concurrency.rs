//! Readers over HTTP while loads are published: no error, and every answer from exactly one generation.

use super::support::{Council, extract, served::Server};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

const QUESTIONS: [&str; 5] = [
    "coverage",
    "coverage_trend",
    "coverage_by_team",
    "record_states",
    "worklist?team=North",
];
const LOADS: usize = 10;

/// What one reader was told: the question, the generation that answered and the rows.
type Told = (&'static str, u64, Value);

/// Asks one question after the other until told to stop.
fn read(server: &Server, stop: &AtomicBool) -> Vec<Told> {
    let mut told = Vec::new();
    while !stop.load(Relaxed) {
        for question in QUESTIONS {
            let (generation, rows) = server.answer(question);
            told.push((question, generation, rows));
        }
    }
    told
}

/// What the command answers now, which no load is changing.
fn expected(council: &Council) -> (u64, BTreeMap<&'static str, Value>) {
    let mut generation = 0;
    let rows = QUESTIONS
        .into_iter()
        .map(|question| {
            let mut answer = council.answer(&question.replace("?team=", " --team "));
            generation = answer["generation"].as_u64().unwrap();
            (question, answer["rows"].take())
        })
        .collect();
    (generation, rows)
}

#[test]
fn ten_loads_are_published_under_the_eyes_of_readers() {
    let council = Council::new();
    for load in 0..=LOADS {
        let text = extract::snapshot(500 + 10 * load, 100 + 37 * load);
        council.write(&format!("persons_2026-{:02}-28.csv", load + 1), text);
    }
    council.done("load persons_2026-01-28.csv");
    let mut by_generation = BTreeMap::from([expected(&council)]);
    let server = Server::start(&council);
    let stop = AtomicBool::new(false);
    let told: Vec<Told> = thread::scope(|scope| {
        let readers = [(); 2].map(|()| scope.spawn(|| read(&server, &stop)));
        // A failed load must stop the readers too, or the test would never end.
        let loaded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for load in 1..=LOADS {
                council.done(&format!("load persons_2026-{:02}-28.csv", load + 1));
                by_generation.extend([expected(&council)]);
            }
            await_generation(&server, 1 + LOADS as u64);
        }));
        stop.store(true, Relaxed);
        let told = readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect();
        loaded.unwrap();
        told
    });

    assert_eq!(by_generation.len(), 1 + LOADS);
    let mut seen = BTreeSet::new();
    for (question, generation, rows) in &told {
        assert_eq!(rows, &by_generation[generation][question], "{question} of generation {generation}");
        seen.insert(generation);
    }
    assert!(seen.len() > LOADS / 2, "{} answers, from generations {seen:?}", told.len());
    assert_eq!(server.log(), "");
}

#[test]
fn a_page_is_made_of_one_generation() {
    let council = Council::new();
    for load in 1..=5 {
        council.write(&format!("persons_2026-{load:02}-28.csv"), extract::snapshot(300, 50 * load));
    }
    council.done("load persons_2026-01-28.csv");
    let server = Server::start(&council);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !stop.load(Relaxed) {
                let (status, body) = server.get("/");
                assert_eq!(status, 200);
                let page = String::from_utf8(body).unwrap();
                // A binary without the dashboard has no answers in its page.
                let Some(answers) = page.split("id=\"answers\">").nth(1) else {
                    return;
                };
                let answers: Value = serde_json::from_str(answers.split("</script>").next().unwrap()).unwrap();
                let generations: BTreeSet<_> = answers
                    .as_object()
                    .unwrap()
                    .values()
                    .filter_map(|answer| answer["body"]["generation"].as_u64())
                    .collect();
                assert_eq!(generations.len(), 1, "a mixture of generations in one page");
            }
        });
        let loaded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for load in 2..=5 {
                council.done(&format!("load persons_2026-{load:02}-28.csv"));
            }
        }));
        stop.store(true, Relaxed);
        reader.join().unwrap();
        loaded.unwrap();
    });
}

/// Waits until the server answers from that generation.
fn await_generation(server: &Server, generation: u64) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while server.answer("coverage").0 != generation {
        assert!(Instant::now() < deadline, "the server never moved to generation {generation}");
    }
}
