//! One made-up person and what the council's system holds about them.

use chrono::NaiveDate;
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::calendar::days_before;
use super::numbers::Kind;

/// One row of the persons file, with the allocations that go with it.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: u64,
    pub(super) known_since: NaiveDate,
    pub(super) first_name: &'static str,
    pub(super) last_name: String,
    pub(super) female: bool,
    pub(super) born: NaiveDate,
    pub(super) died: Option<NaiveDate>,
    pub(super) restricted: bool,
    pub(super) ethnicity: &'static str,
    pub(super) support_reason: &'static str,
    pub(super) postcode: String,
    pub(super) role: Role,
    pub(super) closed: bool,
    /// The last month whose file still lists the person, once they have left.
    pub(super) listed_until: Option<usize>,
    pub(super) number: Option<Number>,
    pub(super) trace: Trace,
    /// Kept as they are to the end, because the sample promises such a row in every month.
    pub(super) pinned: bool,
    pub(super) exemption: Option<Exemption>,
    pub(super) allocations: Vec<Allocation>,
}

/// Why a person is in the persons file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Client,
    Child,
    Relative,
}

/// What stands in the NHS number field.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) source: Source,
    /// The person whose record holds the same number.
    pub(super) shared_with: Option<u64>,
    /// Whether this record is the one that holds another person's number.
    pub(super) borrowed: bool,
}

/// Where a number came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Manual,
    Batch,
    Macs,
    SpineMini,
    Unknown,
}

/// What tracing has said about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    NotTraced,
    Verified,
    NoMatch,
    NeedsResolving,
}

/// An agreed reason not to hold a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exemption {
    pub(super) reason: &'static str,
    pub(super) agreed: NaiveDate,
    pub(super) until: Option<NaiveDate>,
}

/// A worker of a team for a person, from a day until another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allocation {
    pub(super) team: usize,
    pub(super) worker: usize,
    pub(super) start: NaiveDate,
    pub(super) end: Option<NaiveDate>,
}

impl Person {
    /// Makes up a person without number or allocation.
    pub(super) fn invent(id: u64, role: Role, today: NaiveDate, rng: &mut ChaCha8Rng) -> Self {
        let female = rng.random_bool(0.56);
        let years = match role {
            Role::Child => rng.random_range(0..13),
            Role::Client if rng.random_bool(0.64) => rng.random_range(65..97),
            _ => rng.random_range(21..65),
        };
        let names = if female { FEMALE } else { MALE };
        Self {
            id,
            known_since: today,
            first_name: pick(names, rng),
            last_name: format!("{}{}", pick(SURNAME_HEADS, rng), pick(SURNAME_TAILS, rng)),
            female,
            born: days_before(today, years * 365 + years / 4 + rng.random_range(1..365)),
            died: None,
            restricted: role == Role::Client && rng.random_bool(0.01),
            ethnicity: pick(ETHNICITIES, rng),
            support_reason: pick(SUPPORT_REASONS, rng),
            postcode: postcode(rng),
            role,
            closed: false,
            listed_until: None,
            number: None,
            trace: Trace::NotTraced,
            pinned: false,
            exemption: None,
            allocations: Vec::new(),
        }
    }

    /// Adult, alive and open.
    pub(super) fn in_scope(&self) -> bool {
        self.role == Role::Client && self.died.is_none() && !self.closed
    }

    /// In possession of a usable number that nobody else has.
    pub(super) fn covered(&self) -> bool {
        self.number
            .as_ref()
            .is_some_and(|number| number.kind == Kind::Genuine && number.shared_with.is_none())
    }

    /// Whether a number may still be found for the person.
    pub(super) fn gainable(&self) -> bool {
        !self.covered() && !self.pinned && self.number.as_ref().is_none_or(|number| number.shared_with.is_none())
    }

    /// Whether events may happen to the person.
    pub(super) fn free(&self) -> bool {
        self.in_scope() && !self.pinned && self.number.as_ref().is_none_or(|number| number.shared_with.is_none())
    }

    /// The teams with an open allocation.
    pub(super) fn teams(&self) -> impl Iterator<Item = usize> {
        self.allocations
            .iter()
            .filter(|allocation| allocation.end.is_none())
            .map(|allocation| allocation.team)
    }

    pub(super) fn allocate(&mut self, team: usize, start: NaiveDate, rng: &mut ChaCha8Rng) {
        let worker = rng.random_range(0..12);
        self.allocations.push(Allocation {
            team,
            worker,
            start,
            end: None,
        });
    }

    pub(super) fn end_allocations(&mut self, day: NaiveDate) {
        for allocation in &mut self.allocations {
            allocation.end.get_or_insert(day.max(allocation.start));
        }
    }

    /// Gives the person a usable number of their own; some of the typed ones come in groups of three, three and four.
    pub(super) fn give(&mut self, text: String, source: Source) {
        let traced = matches!(source, Source::Batch | Source::Macs | Source::SpineMini);
        let grouped = source == Source::Manual && self.id.is_multiple_of(25);
        let text = if grouped {
            format!("{} {} {}", &text[..3], &text[3..6], &text[6..])
        } else {
            text
        };
        self.trace = if traced { Trace::Verified } else { Trace::NotTraced };
        self.number = Some(Number {
            text,
            kind: Kind::Genuine,
            source,
            shared_with: None,
            borrowed: false,
        });
    }
}

impl Exemption {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        self.agreed <= day && self.until.is_none_or(|until| day <= until)
    }
}

fn pick(from: &[&'static str], rng: &mut ChaCha8Rng) -> &'static str {
    from.choose(rng).copied().unwrap_or_default()
}

/// A postcode of an area that does not exist.
fn postcode(rng: &mut ChaCha8Rng) -> String {
    const LETTERS: &[&str] = &["AA", "AB", "DE", "FG", "HJ", "LN", "PQ", "RS", "TU", "WX", "YZ"];
    format!("ZZ{} {}{}", rng.random_range(1..20), rng.random_range(1..10), pick(LETTERS, rng))
}

const FEMALE: &[&str] = &[
    "Zoë", "Renée", "Siân", "Amina", "Beatrice", "Chloe", "Doris", "Edith", "Farida", "Grace", "Harriet", "Ivy", "Joan", "Kamala",
    "Lilian", "Mavis", "Nadia", "Olive", "Precious", "Rosemary", "Sheila", "Tamara", "Una", "Violet", "Yasmin",
];

const MALE: &[&str] = &[
    "Noël", "André", "Tomás", "Ahmed", "Bernard", "Cyril", "Dennis", "Ernest", "Frank", "Gerald", "Harold", "Imran", "Joseph", "Kwame",
    "Leonard", "Mohammed", "Norman", "Oscar", "Percy", "Raj", "Stanley", "Terence", "Victor", "Winston",
];

/// Surnames are visibly made up, so that no row can be taken for a real person.
const SURNAME_HEADS: &[&str] = &[
    "Sample",
    "Example",
    "Specimen",
    "Mock",
    "Demo",
    "Dummy",
    "Fiction",
    "Pretend",
    "Test",
    "Proto",
    "O’Sample",
    "O’Neill-Mock",
    "Madeup",
    "Trial",
];

const SURNAME_TAILS: &[&str] = &[
    "ford", "ley", "worth", "son", "by", "ton", "ham", "wick", "field", "stone", "well", "gate",
];

const ETHNICITIES: &[&str] = &["A.A1", "A.A1", "A.A1", "A.A1", "A.A3", "B.B1", "C.C1", "C.C2", "D.D1", "E.E2", ""];

const SUPPORT_REASONS: &[&str] = &[
    "Physical Support - Personal care support",
    "Physical Support - Access and mobility only",
    "Sensory Support - Support for dual impairment",
    "Support with Memory and Cognition",
    "Learning Disability Support",
    "Mental Health Support",
    "Social Support - Substance misuse support",
    "Social Support - Support to carer",
];
