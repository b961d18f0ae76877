//! The words of traces: who traced, over which route, what was decided.

use crate::cells::{LONGEST_NAME, Row, tidy};
use crate::findings::Fault;
use crate::reason::Reason;
use domain::nhs_number::{self, Ranges, Reading};
use domain::trace::{Decision, Route, Service};

/// A short text in the register's or the decider's own words; none if the cell is empty.
pub(super) fn text(row: &Row<'_>, column: Option<usize>) -> Result<Option<String>, Fault> {
    let cell = row.cell(column);
    if cell.len() > LONGEST_NAME {
        Err(Fault::new(column, Reason::WordsTooLong))
    } else if holds_number(cell) {
        Err(Fault::new(column, Reason::WordsHoldNumber))
    } else {
        Ok((!cell.is_empty()).then(|| tidy(cell)))
    }
}

/// Whether ten digits of the text, however they are grouped, are an NHS number: a person's, which must not be shown.
pub(super) fn holds_number(text: &str) -> bool {
    text.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ' ' | '-')))
        .any(|part| is_number(part.trim_matches([' ', '-'])))
}

/// Whether a whole text is an NHS number, of the test range too.
pub(super) fn is_number(text: &str) -> bool {
    let all = Ranges { test_range_valid: true };
    matches!(nhs_number::read(text, all), Reading::Valid(_))
}

/// Who traced a batch; none if the word is unknown.
pub(super) fn service(word: &str) -> Option<Service> {
    match word {
        "dbs" | "demographicsbatchservice" | "demographicbatchservice" => Some(Service::Dbs),
        "macs" | "migrationanalysiscleansingservice" => Some(Service::Macs),
        "pdsmesh" | "mesh" | "mpt" | "pdsmeshmpt" | "masterpatienttrace" | "masterpatienttracing" | "pds" => Some(Service::PdsMesh),
        "smsp" | "spinemini" | "spineminiservice" | "spineminiserviceprovider" | "spineminipds" => Some(Service::Smsp),
        _ => None,
    }
}

/// The route of a batch; none if the word is unknown.
pub(super) fn route(word: &str) -> Option<Route> {
    match word {
        "ownconnection" | "own" | "ownn3" | "ownn3connection" | "n3" | "hscn" | "ownhscn" | "ownhscnconnection" | "direct" | "council" => {
            Some(Route::OwnConnection)
        }
        "partner" | "partnerorganisation" | "throughapartner" | "viapartner" | "viaapartner" | "thirdparty" => Some(Route::Partner),
        _ => None,
    }
}

/// What was decided; none if the word is unknown.
pub(super) fn decision(word: &str) -> Option<Decision> {
    match word {
        "numberaccepted"
        | "acceptnumber"
        | "accepted"
        | "accept"
        | "newnumberaccepted"
        | "acceptnewnumber"
        | "newnumber"
        | "tracednumberaccepted"
        | "usetracednumber"
        | "loadnumber" => Some(Decision::NumberAccepted),
        "numberkept" | "keepnumber" | "kept" | "keep" | "existingnumberkept" | "keepexistingnumber" | "numberonrecordkept"
        | "recordnumberkept" | "recordedisright" => Some(Decision::NumberKept),
        "duplicatemerged" | "duplicatesmerged" | "duplicate" | "merged" | "merge" | "recordsmerged" | "mergerecords" | "mergeduplicate" => {
            Some(Decision::DuplicateMerged)
        }
        "nonumber" | "nonhsnumber" | "nonumbertobehad" | "nonhsnumbertobehad" | "nonumberexists" | "nonumberavailable"
        | "nonumberissued" | "untraceable" | "nottraceable" | "cannotbetraced" => Some(Decision::NoNumber),
        "detailscleansed" | "cleansed" | "detailscorrected" | "corrected" | "detailsamended" | "amended" | "recordcleansed"
        | "recordcorrected" | "traceagain" | "sendagain" | "retrace" => Some(Decision::DetailsCleansed),
        _ => passed(word),
    }
}

fn passed(word: &str) -> Option<Decision> {
    const TO: [&str; 9] = [
        "passedto",
        "passto",
        "referredto",
        "referto",
        "sentto",
        "sendto",
        "handedto",
        "forwardedto",
        "escalatedto",
    ];
    let whom = TO.iter().find_map(|to| word.strip_prefix(to))?;
    match whom.strip_prefix("the").unwrap_or(whom) {
        "systemsteam" | "systems" | "systemteam" => Some(Decision::PassedToSystemsTeam),
        "bit" | "bi" | "biteam" | "businessintelligence" | "businessintelligenceteam" => Some(Decision::PassedToBit),
        "socialwork" | "socialworker" | "socialworkers" | "socialcare" | "practitioner" | "allocatedworker" => {
            Some(Decision::PassedToSocialWork)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::plain;

    #[test]
    fn every_word_of_ours_is_read_back() {
        for value in Service::ALL {
            assert_eq!(
                [service(&plain(value.name())), service(&plain(value.label()))],
                [Some(*value); 2],
                "{value}"
            );
        }
        for value in Route::ALL {
            assert_eq!(
                [route(&plain(value.name())), route(&plain(value.label()))],
                [Some(*value); 2],
                "{value}"
            );
        }
        for value in Decision::ALL {
            assert_eq!(
                [decision(&plain(value.name())), decision(&plain(value.label()))],
                [Some(*value); 2],
                "{value}"
            );
        }
        assert_eq!(service("fax"), None);
        assert_eq!(decision("passedtosomebody"), None);
    }
}
