//! The files of the batches as a partner hands them over: what was sent and what came back, in each service's layout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use ingest::trace::{PDS_MESH_RESPONSE, pds_mesh_request};

use super::codes::{code, is_left_out, sent};
use super::{Answer, Asked, Batch, Pass, Traces};

/// The folder of the file that must be refused.
pub(in crate::sample) const REFUSED: &str = "refused";

/// Writes every request, every response and the log; the requests stand before what answers them.
pub(in crate::sample) fn write(dir: &Path, traces: &Traces) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for batch in traces.batches.iter().filter(|batch| !batch.asked.is_empty()) {
        files.push(save(dir.join(format!("{}.csv", batch.name())), &request(batch))?);
        files.push(save(dir.join(format!("{}.csv", batch.response_name())), &response(batch))?);
    }
    if !traces.log.calls.is_empty() {
        files.push(save(dir.join(format!("{LOG}.csv")), &log(traces))?);
    }
    if let Some(batch) = traces.batches.iter().rfind(|batch| !batch.asked.is_empty()) {
        let refused = dir.join(REFUSED);
        fs::create_dir_all(&refused).with_context(|| format!("cannot make {}", refused.display()))?;
        save(refused.join("trace_response_with_an_open_quotation_mark.csv"), &malformed(batch))?;
    }
    Ok(files)
}

/// The name of the log's file without its ending.
pub(in crate::sample) const LOG: &str = "trace_spine-mini-log";

fn request(batch: &Batch) -> String {
    let people: Vec<&Asked> = batch.asked.values().collect();
    let records = people.len();
    let (mut lines, trailer) = match batch.pass {
        Pass::Macs | Pass::First => {
            let line = format!("{},{records}", batch.name());
            (vec![line.clone()], Some(line))
        }
        Pass::Residue => {
            let stamp = batch.stamp_sent();
            (vec![format!("MPTREQ_{stamp},SPINE_MPTPHASE4_TRACE,{stamp},{records}")], None)
        }
        Pass::Cleansed | Pass::Monthly => (vec![pds_mesh_request().join(",")], None),
    };
    lines.extend(people.into_iter().map(|asked| match batch.pass {
        Pass::Macs | Pass::First => dbs_request(batch.pass, asked),
        Pass::Residue => mesh_request(batch.pass, asked, false),
        Pass::Cleansed | Pass::Monthly => mesh_request(batch.pass, asked, true),
    }));
    lines.extend(trailer);
    ended(&lines)
}

fn response(batch: &Batch) -> String {
    let people: Vec<&Asked> = batch
        .asked
        .values()
        .enumerate()
        .filter(|(place, _)| !is_left_out(batch.pass, *place))
        .map(|(_, asked)| asked)
        .collect();
    let records = people.len();
    match batch.pass {
        Pass::Macs | Pass::First => {
            let line = format!("{},{records}", batch.name());
            let mut lines = vec![line.clone()];
            lines.extend(people.into_iter().map(|asked| dbs_response(batch.pass, asked)));
            lines.push(line);
            ended(&lines)
        }
        Pass::Residue => {
            let mut lines = vec![format!("{},SPINE_MPT_RESPONSE,{records},00", batch.name())];
            lines.extend(people.into_iter().map(|asked| mesh_response(batch.pass, asked, false)));
            // As the service's own files begin.
            format!("\u{feff}{}", ended(&lines))
        }
        Pass::Cleansed | Pass::Monthly => {
            let mut lines = vec![PDS_MESH_RESPONSE.join(",")];
            lines.extend(people.into_iter().map(|asked| mesh_response(batch.pass, asked, true)));
            ended(&lines)
        }
    }
}

/// The last response as it looks when somebody has edited it by hand: a quotation mark is opened and never closed.
fn malformed(batch: &Batch) -> String {
    const LINE: usize = 5;
    let text = response(batch);
    let mut lines: Vec<String> = text.lines().take(40).map(str::to_owned).collect();
    if let Some(line) = lines.get_mut(LINE - 1)
        && let Some(comma) = line.find(',')
    {
        line.insert(comma + 1, '"');
    }
    ended(&lines)
}

fn dbs_request(pass: Pass, asked: &Asked) -> String {
    let person = &asked.person;
    let mut fields = vec![String::new(); 27];
    fields[0] = "10".to_owned();
    fields[1] = person.id.to_string();
    fields[2] = born(asked);
    fields[5] = sent(pass, asked);
    fields[6] = plain_letters(&person.last_name);
    fields[8] = plain_letters(forename(asked));
    fields[10] = sex(asked).to_owned();
    fields[16] = postcode(asked).to_owned();
    fields.join(",")
}

fn dbs_response(pass: Pass, asked: &Asked) -> String {
    let (code, number) = code(pass, asked);
    let mut fields = vec![String::new(); 56];
    fields[0] = code.to_owned();
    fields[1] = asked.person.id.to_string();
    if !number.is_empty() {
        fields[29] = asked.person.born.format("%Y%m%d").to_string();
        fields[35] = plain_letters(&surname_that_came_back(asked));
        fields[37] = plain_letters(asked.person.first_name);
        fields[43] = sex(asked).to_owned();
        fields[55] = postcode_that_came_back(asked);
    }
    fields[3] = number;
    fields.join(",")
}

fn mesh_request(pass: Pass, asked: &Asked, has_registration: bool) -> String {
    let (name, first_name) = (&asked.person.last_name, forename(asked));
    let cell = |column: &str| match column {
        "UNIQUE REFERENCE" => asked.person.id.to_string(),
        "NHS_NO" => sent(pass, asked),
        "FAMILY_NAME" if has_registration => name.clone(),
        "FAMILY_NAME" => plain_letters(name),
        "GIVEN_NAME" if has_registration => first_name.to_owned(),
        "GIVEN_NAME" => plain_letters(first_name),
        "GENDER" => sex(asked).to_owned(),
        "DATE_OF_BIRTH" => born(asked),
        "POSTCODE" => postcode(asked).to_owned(),
        _ => String::new(),
    };
    row(&pds_mesh_request(), has_registration, cell)
}

fn mesh_response(pass: Pass, asked: &Asked, has_registration: bool) -> String {
    let (code, number) = code(pass, asked);
    let is_sensitive = code == "92";
    let is_match = matches!(code, "00" | "90" | "92");
    // One match in seven is not exact, and says how sure it is.
    let sureness = match asked.person.id % 7 {
        0 if matches!(asked.answer, Answer::Found(_)) => (4, 60 + asked.person.id % 39),
        _ if asked.answer == Answer::Confirmed => (1, 100),
        _ => (3, 100),
    };
    let cell = |column: &str| match column {
        "UNIQUE REFERENCE" => asked.person.id.to_string(),
        "REQ_NHS_NUMBER" => sent(pass, asked),
        "ERROR/SUCCESS_CODE" => code.to_owned(),
        "MATCHED_NHS_NO" => number.clone(),
        "SENSITIVITY_FLAG" if is_sensitive => "S".to_owned(),
        "MATCHED_ALGORITHM_INDICATOR" if is_match => sureness.0.to_string(),
        "MATCHED_ALGORITHM_INDICATOR" => "0".to_owned(),
        "MATCHED_CONFIDENCE_PERCENTAGE" if is_match => sureness.1.to_string(),
        "FAMILY_NAME" if is_match => surname_that_came_back(asked),
        "GIVEN_NAME" if is_match => asked.person.first_name.to_owned(),
        "GENDER" if is_match => sex(asked).to_owned(),
        "DATE_OF_BIRTH" if is_match => asked.person.born.format("%Y%m%d").to_string(),
        "POSTCODE" if is_match && !is_sensitive => postcode_that_came_back(asked),
        _ => String::new(),
    };
    row(&PDS_MESH_RESPONSE, has_registration, cell)
}

fn row(columns: &[&str], has_registration: bool, cell: impl Fn(&str) -> String) -> String {
    let kept = columns
        .iter()
        .filter(|column| has_registration || **column != "GP_REGISTRATION_DATE");
    kept.map(|column| cell(column)).collect::<Vec<_>>().join(",")
}

fn log(traces: &Traces) -> String {
    let mut lines = vec!["PERSON_ID,OPERATION,CODE,CALLED_AT,SENT_NHS_NUMBER,RETURNED_NHS_NUMBER".to_owned()];
    lines.extend(traces.log.calls.iter().map(|call| {
        let (hour, minute) = (call.minute / 60, call.minute % 60);
        format!(
            "{},{},{},{} {hour:02}:{minute:02}:00,{},{}",
            call.person,
            call.operation,
            call.code,
            call.day.format("%d/%m/%Y"),
            call.sent,
            call.returned
        )
    }));
    ended(&lines)
}

/// The made-up names have no comma and no quotation mark, so that no field needs any.
fn ended(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

fn born(asked: &Asked) -> String {
    if asked.placeholder_birth {
        "19000101".to_owned()
    } else {
        asked.person.born.format("%Y%m%d").to_string()
    }
}

fn forename(asked: &Asked) -> &'static str {
    if asked.lacks_forename { "" } else { asked.person.first_name }
}

fn postcode(asked: &Asked) -> &str {
    if asked.lacks_postcode { "" } else { &asked.person.postcode }
}

fn sex(asked: &Asked) -> &'static str {
    if asked.person.female { "2" } else { "1" }
}

/// A new name, of people who married for instance.
fn surname_that_came_back(asked: &Asked) -> String {
    if asked.renamed {
        format!("{}-Specimen", asked.person.last_name)
    } else {
        asked.person.last_name.clone()
    }
}

/// A new address, of people who moved.
fn postcode_that_came_back(asked: &Asked) -> String {
    if asked.moved {
        format!("ZZ{} 9YZ", 1 + asked.person.id % 19)
    } else {
        asked.person.postcode.clone()
    }
}

/// The letters that the older services take.
fn plain_letters(name: &str) -> String {
    let plain = |letter: char| match letter {
        'é' | 'è' | 'ë' => 'e',
        'â' | 'á' => 'a',
        'ó' | 'ö' => 'o',
        '’' => '\'',
        other => other,
    };
    name.chars().map(plain).collect()
}

fn save(path: PathBuf, text: &str) -> Result<PathBuf> {
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
