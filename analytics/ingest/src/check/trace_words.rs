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
        "partner" | "partnerorganisation" | "throughapartner" | "viapartner" | "thirdparty" => Some(Route::Partner),
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

/// Hours as whole minutes: `0.25`, `1.5`, `.5`, `0:15`, `00:15:00`; none where they are not whole minutes.
pub(super) fn minutes(cell: &str) -> Option<i64> {
    const MOST_HOURS: i64 = 10_000;
    let number = |digits: &str| {
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        if all && !digits.is_empty() && digits.len() <= 9 {
            digits.parse::<i64>().ok()
        } else {
            None
        }
    };
    let minutes = if let Some((hours, rest)) = cell.split_once(':') {
        let rest = rest.strip_suffix(":00").unwrap_or(rest);
        let minutes = number(rest).filter(|minutes| rest.len() == 2 && *minutes < 60)?;
        number(hours)? * 60 + minutes
    } else {
        let (hours, fraction) = cell.split_once('.').unwrap_or((cell, ""));
        let fraction = fraction.trim_end_matches('0');
        let whole = if hours.is_empty() && !fraction.is_empty() {
            0
        } else {
            number(hours)?
        };
        let parts = if fraction.is_empty() { 0 } else { number(fraction)? * 60 };
        let of = 10_i64.pow(u32::try_from(fraction.len()).ok()?);
        if parts % of != 0 {
            return None;
        }
        whole * 60 + parts / of
    };
    (minutes <= MOST_HOURS * 60).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::plain;

    #[test]
    fn hours_are_whole_minutes() {
        for (cell, expected) in [
            ("0.25", Some(15)),
            ("1.5", Some(90)),
            ("1.50", Some(90)),
            (".5", Some(30)),
            ("2", Some(120)),
            ("2.", Some(120)),
            ("0:15", Some(15)),
            ("01:05", Some(65)),
            ("00:15:00", Some(15)),
            ("0.1", Some(6)),
            ("0", Some(0)),
            ("0.33", None),
            ("0:75", None),
            ("0:5", None),
            ("-1", None),
            ("10001", None),
            ("1e2", None),
            ("half an hour", None),
            (".", None),
        ] {
            assert_eq!(minutes(cell), expected, "{cell}");
        }
    }

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
