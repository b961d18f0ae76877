//! The response codes: which fits an answer, in each service's own words.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Answer, Asked, Batch, Pass, Traces, digits};
use crate::sample::council::Council;
use crate::sample::numbers::Kind;

/// Every code of the Demographics Batch Service.
pub(in crate::sample) const DBS: [&str; 8] = ["20", "21", "22", "30", "31", "32", "33", "40"];

/// Every code of MPT and PDS MESH: outcomes, one that is kept from older days, and what a file or a record can be rejected for.
pub(in crate::sample) const MESH: [&str; 25] = [
    "00", "90", "91", "92", "95", "96", "97", "98", "15", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
    "14", "16", "17",
];

/// What stands where a number would, if nobody or several people fit.
const NOBODY: &str = "0000000000";
const SEVERAL: &str = "9999999999";

impl Pass {
    /// Whether its files are the Demographics Batch Service's.
    pub(in crate::sample) fn is_dbs(self) -> bool {
        matches!(self, Self::Macs | Self::First)
    }
}

/// The number that a request carries: DBS takes only sound ones, the others what the record holds as far as it fits.
pub(in crate::sample) fn sent(pass: Pass, asked: &Asked) -> String {
    let number = asked
        .number
        .as_ref()
        .filter(|number| number.kind == Kind::Genuine || !pass.is_dbs());
    number
        .map(|number| digits(&number.text))
        .filter(|text| text.len() <= 10)
        .unwrap_or_default()
}

/// The code of an answer and the number that comes with it.
pub(in crate::sample) fn code(pass: Pass, asked: &Asked) -> (&'static str, String) {
    let sent = sent(pass, asked);
    let is_sent = asked.number.as_ref().is_some_and(|number| number.kind == Kind::Genuine);
    let even = asked.person.id.is_multiple_of(2);
    if let Answer::Code(code, number) = &asked.answer {
        return (code, number.clone().unwrap_or_default());
    }
    let (code, number) = if pass.is_dbs() {
        match &asked.answer {
            Answer::Found(number) => ("20", number.as_str()),
            Answer::Confirmed => ("30", sent.as_str()),
            Answer::Different(number) => ("33", number.as_str()),
            Answer::Superseded(number) => ("40", number.as_str()),
            Answer::Several | Answer::Conflict if is_sent && even => ("32", ""),
            Answer::NoMatch | Answer::Several | Answer::Conflict | Answer::Invalid if is_sent => ("31", ""),
            Answer::Several => ("22", ""),
            _ => ("21", ""),
        }
    } else {
        let matched = if asked.person.restricted { "92" } else { "00" };
        match &asked.answer {
            Answer::Found(number) | Answer::Different(number) => (matched, number.as_str()),
            Answer::Confirmed => (matched, sent.as_str()),
            Answer::Superseded(number) => ("90", number.as_str()),
            Answer::Invalid => ("91", NOBODY),
            Answer::Several if even => ("96", ""),
            Answer::Several => ("97", SEVERAL),
            _ => ("98", NOBODY),
        }
    };
    (code, number.to_owned())
}

/// Whether a batch's answers leave out a few people: the residue's do.
pub(in crate::sample) fn is_left_out(pass: Pass, place: usize) -> bool {
    pass == Pass::Residue && place % 180 == 3
}

/// Gives every code that no record's fate asked for to somebody whom the trace did not find.
pub(super) fn promise(traces: &mut Traces, council: &mut Council) -> Result<()> {
    for (codes, is_dbs) in [(&DBS[..], true), (&MESH[..], false)] {
        let batches = || traces.batches.iter().filter(|batch| batch.pass.is_dbs() == is_dbs);
        let answered = |batch: &Batch| -> Vec<&'static str> {
            let asked = batch
                .asked
                .values()
                .enumerate()
                .filter(|(place, _)| !is_left_out(batch.pass, *place));
            asked.map(|(_, asked)| code(batch.pass, asked).0).collect()
        };
        let there: BTreeSet<&str> = batches().flat_map(answered).collect();
        let mut missing: Vec<&'static str> = codes.iter().copied().filter(|code| !there.contains(code)).collect();
        missing.reverse();
        // Spread over the batches: no service rejects so many records of one file.
        for round in 0..codes.len() {
            for batch in traces.batches.iter_mut().filter(|batch| batch.pass.is_dbs() == is_dbs) {
                let pass = batch.pass;
                let free = |asked: &Asked| asked.answer == Answer::NoMatch && asked.number.is_none();
                let somebody = batch
                    .asked
                    .values_mut()
                    .enumerate()
                    .filter(|(place, asked)| free(asked) && !is_left_out(pass, *place))
                    .nth(round);
                let Some((_, asked)) = somebody else { continue };
                let Some(code) = missing.pop() else { break };
                let number = match code {
                    "00" | "92" | "20" | "33" | "40" | "90" => Some(council.issue()?),
                    _ => None,
                };
                asked.answer = Answer::Code(code, number);
            }
        }
    }
    Ok(())
}
