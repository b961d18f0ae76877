//! The log of the Spine Mini Service: one call at a time, from the screen on which a person is recorded.

use anyhow::Result;
use chrono::NaiveDate;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{digits, working_day};
use crate::sample::council::Council;
use crate::sample::person::Person;

/// Every code that such a service answers with.
pub(in crate::sample) const SMSP: [&str; 14] = [
    "SMSP-0000",
    "SMSP-0001",
    "SMSP-0002",
    "SMSP-0003",
    "SMSP-0004",
    "SMSP-0005",
    "SMSP-9999",
    "DEMOG-0001",
    "DEMOG-0007",
    "DEMOG-0017",
    "DEMOG-0022",
    "DEMOG-0040",
    "DEMOG-0042",
    "DEMOG-9999",
];

/// The calls, in no order yet.
#[derive(Debug, Default)]
pub(in crate::sample) struct Log {
    pub(in crate::sample) calls: Vec<Call>,
}

/// One call and its answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::sample) struct Call {
    pub(in crate::sample) day: NaiveDate,
    /// Minutes since midnight.
    pub(in crate::sample) minute: u32,
    pub(in crate::sample) person: u64,
    pub(in crate::sample) operation: &'static str,
    pub(in crate::sample) code: &'static str,
    pub(in crate::sample) sent: String,
    pub(in crate::sample) returned: String,
}

const GET: &str = "getNHSNumber";
const VERIFY: &str = "verifyNHSNumber";

impl Log {
    /// A person is found while their record is open; one call in fifteen is made twice, because the Spine didn't answer.
    pub(super) fn found(&mut self, council: &Council, person: &Person, rng: &mut ChaCha8Rng) {
        let (day, minute) = moment(council, rng);
        let mut call = Call {
            day,
            minute,
            person: person.id,
            operation: GET,
            code: "SMSP-0004",
            sent: String::new(),
            returned: String::new(),
        };
        if rng.random_range(0..15) == 0 {
            self.calls.push(call.clone());
        }
        call.minute += 7;
        call.code = "SMSP-0000";
        call.returned = number(person);
        self.calls.push(call);
    }

    /// A typed number is confirmed.
    pub(super) fn confirmed(&mut self, council: &Council, person: &Person, rng: &mut ChaCha8Rng) {
        let (day, minute) = moment(council, rng);
        self.calls.push(Call {
            day,
            minute,
            person: person.id,
            operation: VERIFY,
            code: "SMSP-0000",
            sent: number(person),
            returned: String::new(),
        });
    }

    /// Nobody is found, or several people.
    pub(super) fn failed(&mut self, council: &Council, person: &Person, rng: &mut ChaCha8Rng) {
        let (day, minute) = moment(council, rng);
        let code = if rng.random_bool(0.75) { "DEMOG-0001" } else { "DEMOG-0007" };
        self.calls.push(Call {
            day,
            minute,
            person: person.id,
            operation: GET,
            code,
            sent: String::new(),
            returned: String::new(),
        });
    }

    /// Adds a call for every code that none has, in the last month, about people who have no number; then puts the calls in order.
    pub(super) fn promise(&mut self, council: &mut Council, rng: &mut ChaCha8Rng) -> Result<()> {
        let missing = SMSP.iter().filter(|code| self.calls.iter().all(|call| call.code != **code));
        let missing: Vec<&'static str> = missing.copied().collect();
        let people: Vec<u64> = council
            .in_scope()
            .filter(|person| person.number.is_none())
            .map(|person| person.id)
            .collect();
        for (place, code) in missing.into_iter().enumerate() {
            let Some(person) = people.get(place * 3 % people.len().max(1)) else {
                break;
            };
            let verifies = matches!(code, "DEMOG-0017" | "DEMOG-0022" | "DEMOG-0040" | "DEMOG-0042");
            let (day, minute) = moment(council, rng);
            self.calls.push(Call {
                day,
                minute,
                person: *person,
                operation: if verifies { VERIFY } else { GET },
                code,
                sent: if verifies { council.issue()? } else { String::new() },
                returned: match code {
                    "SMSP-0000" | "DEMOG-0017" => council.issue()?,
                    _ => String::new(),
                },
            });
        }
        self.calls.sort_unstable();
        Ok(())
    }
}

/// A working hour of the month.
fn moment(council: &Council, rng: &mut ChaCha8Rng) -> (NaiveDate, u32) {
    let day = rng.random_range(2..26);
    (working_day(council, day), rng.random_range(8 * 60..17 * 60))
}

fn number(person: &Person) -> String {
    person.number.as_ref().map(|number| digits(&number.text)).unwrap_or_default()
}
