//! Which column is which field: by mapping first, then by the names that case systems and councils use.

use crate::{Mapping, Refusal};
use domain::Kind;
use domain::load::RecognisedColumn;

mod days;
mod fields;
pub(crate) use days::DayColumn;
pub(crate) use fields::Field;
use fields::{Need, fields};

/// A file's columns taken as one kind.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    header: Vec<String>,
    found: Vec<(Field, usize)>,
    /// The columns of a wide timesheet that are named by days.
    days: Vec<DayColumn>,
}

impl Layout {
    /// Recognises a header, as the given kind or as the one that it fits.
    pub(crate) fn recognise(file: &str, header: &[String], line: u64, kind: Option<Kind>, mapping: &Mapping) -> Result<Self, Refusal> {
        let Some(kind) = kind
            .or_else(|| mapped_kind(header, mapping))
            .or_else(|| likely_kind(header, mapping))
        else {
            return Err(Refusal::KindNotRecognised {
                file: file.to_owned(),
                columns: listed(header),
                needs: needs_of_all(),
            });
        };
        let layout = Self::of(header, kind, mapping).map_err(|(field, first, second)| Refusal::ColumnTwice {
            file: file.to_owned(),
            line,
            kind,
            field: field.name(),
            first,
            second,
        })?;
        let missing = layout.missing();
        if missing.is_empty() {
            Ok(layout)
        } else {
            Err(Refusal::ColumnsMissing {
                file: file.to_owned(),
                line,
                kind,
                missing: missing.join(" and "),
                columns: listed(header),
            })
        }
    }

    /// The place of a field's column.
    pub(crate) fn get(&self, field: Field) -> Option<usize> {
        self.found.iter().find(|(found, _)| *found == field).map(|(_, column)| *column)
    }

    /// The column's name as written.
    pub(crate) fn name(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.header.get(column)).map_or("", String::as_str)
    }

    /// The columns that are named by days, the earliest first; none unless it is a wide timesheet.
    pub(crate) fn days(&self) -> &[DayColumn] {
        &self.days
    }

    /// The columns' names as written.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Every column with the field it was taken for.
    pub(crate) fn columns(&self) -> Vec<RecognisedColumn> {
        let columns = self.header.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let recognised = columns.map(|(at, name)| {
            let read = self.found.iter().find(|(_, column)| *column == at).map(|(field, _)| field.name());
            let hours = || self.days.iter().any(|day| day.column == at).then(|| Field::Hours.name());
            let field = read.or_else(hours).or_else(|| fields::known_but_not_read(&plain_name(name)));
            RecognisedColumn {
                column: name.clone(),
                field: field.map(str::to_owned),
            }
        });
        recognised.collect()
    }

    fn of(header: &[String], kind: Kind, mapping: &Mapping) -> Result<Self, (Field, String, String)> {
        let names: Vec<_> = header.iter().map(|name| plain_name(name)).collect();
        let mut found = Vec::new();
        for (field, _, synonyms) in fields(kind) {
            if let Some(column) = mapping.column(kind, *field, header) {
                found.push((*field, column));
                continue;
            }
            let mut columns = (0..names.len()).filter(|column| synonyms.contains(&names[*column].as_str()));
            if let Some(first) = columns.next() {
                if let Some(second) = columns.next() {
                    return Err((*field, header[first].clone(), header[second].clone()));
                }
                found.push((*field, first));
            }
        }
        // NAME is a person's name in most files, which must not be stored as a team's: only beside a worker or an organisation,
        // or in a file of teams, and without any other sign of people's details, is it the organisation's.
        let team = found.iter().any(|(field, _)| *field == Field::Team);
        let about_teams = match kind {
            Kind::Allocations => names.iter().any(|name| fields::is_of_workers(name)),
            Kind::Teams => true,
            _ => false,
        };
        if !team
            && about_teams
            && !names.iter().any(|name| fields::is_personal(name))
            && let Some(column) = names.iter().position(|name| name == "name")
        {
            found.push((Field::Team, column));
        }
        let days = match kind {
            Kind::Effort if !found.iter().any(|(field, _)| *field == Field::Hours) => days::of(header)?,
            _ => Vec::new(),
        };
        Ok(Self {
            kind,
            header: header.to_vec(),
            found,
            days,
        })
    }

    /// Whether a file of people's details is a whole request for a trace, whose rows have references.
    pub(crate) fn is_whole(&self) -> bool {
        self.kind != Kind::TraceRequest
            || self.get(Field::Reference).is_some() && (self.get(Field::DateOfBirth).is_some() || self.get(Field::Surname).is_some())
    }

    fn missing(&self) -> Vec<String> {
        let is_named_by_days = |field: Field| !self.days.is_empty() && matches!(field, Field::Date | Field::Hours);
        let has = |field: Field| self.get(field).is_some() || is_named_by_days(field);
        let lacking = fields(self.kind).iter().filter(|(field, need, _)| match need {
            Need::Must => !has(*field),
            Need::OneOf(other) => !has(*field) && !has(*other),
            Need::May => false,
        });
        lacking.map(|(field, need, synonyms)| described(*field, *need, synonyms)).collect()
    }
}

/// A column's name as it is compared: letters and digits only, in lower case.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn mapped_kind(header: &[String], mapping: &Mapping) -> Option<Kind> {
    let fits = |kind: Kind| Layout::of(header, kind, mapping).is_ok_and(|layout| layout.missing().is_empty() && layout.is_whole());
    let mut kinds: Vec<_> = Kind::ALL
        .iter()
        .filter_map(|kind| Some((mapping.fits(*kind, header)?, *kind)))
        .filter(|(_, kind)| fits(*kind))
        .collect();
    kinds.sort_by_key(|(mapped, _)| std::cmp::Reverse(*mapped));
    match kinds[..] {
        [(_, kind)] => Some(kind),
        [(most, kind), (next, _), ..] if most > next => Some(kind),
        _ => None,
    }
}

/// The first kind that the header fits wholly, the most telling first; two columns for one field still tell the kind.
fn likely_kind(header: &[String], mapping: &Mapping) -> Option<Kind> {
    let names: Vec<_> = header.iter().map(|name| plain_name(name)).collect();
    if names.iter().any(|name| name == "exemptionreason") {
        return Some(Kind::Exemptions);
    }
    let order = [
        Kind::TraceResponse,
        Kind::TraceRequest,
        Kind::Register,
        Kind::Decisions,
        Kind::Effort,
        Kind::Plan,
        Kind::Rates,
        Kind::Snapshot,
        Kind::History,
        Kind::Allocations,
        Kind::Exemptions,
        Kind::Annotations,
        Kind::Teams,
        Kind::Targets,
        Kind::TraceRegister,
    ];
    let about_people = names.iter().any(|name| fields::is_about_people(name));
    let may_be = |kind: &Kind| match kind {
        // Case notes have a date and a text too.
        Kind::Annotations => !about_people,
        // Work on single cases is kept in many systems.
        Kind::Effort | Kind::Plan | Kind::Rates => !names.iter().any(|name| fields::is_person_id(name)),
        // A code stands in many tables of people.
        Kind::TraceResponse => names.iter().any(|name| fields::is_of_an_answer(name)),
        // A title is also a part of a person's name.
        Kind::Register => !names.iter().any(|name| name != "title" && fields::is_about_people(name)),
        Kind::TraceRegister => !about_people && names.iter().any(|name| fields::is_of_a_register(name)),
        _ => true,
    };
    order
        .into_iter()
        .filter(may_be)
        .find(|kind| match Layout::of(header, *kind, mapping) {
            Ok(layout) => layout.missing().is_empty() && layout.is_whole(),
            Err((twice, ..)) => {
                let has = |wanted: Field| {
                    mapping.column(*kind, wanted, header).is_some()
                        || fields(*kind)
                            .iter()
                            .any(|(field, _, synonyms)| *field == wanted && names.iter().any(|name| synonyms.contains(&name.as_str())))
                };
                // Two columns of one week still tell a wide timesheet.
                if *kind == Kind::Effort && twice == Field::Date && has(Field::Workstream) {
                    return true;
                }
                let is_whole = *kind != Kind::TraceRequest || has(Field::Reference);
                is_whole
                    && fields(*kind).iter().all(|(field, need, _)| match need {
                        Need::Must => has(*field),
                        Need::OneOf(other) => has(*field) || has(*other),
                        Need::May => true,
                    })
            }
        })
}

fn described(field: Field, need: Need, synonyms: &[&str]) -> String {
    let known: Vec<_> = synonyms.iter().take(3).map(|name| name.to_uppercase()).collect();
    let other = match need {
        Need::OneOf(other) => format!(" or {}", other.name()),
        Need::Must | Need::May => String::new(),
    };
    format!("{}{other} (known as {} …)", field.name(), known.join(", "))
}

fn needs_of_all() -> String {
    let need = |kind: &Kind| {
        let needed = fields(*kind).iter().filter_map(|(field, need, _)| match need {
            Need::Must => Some(field.name().to_owned()),
            Need::OneOf(other) => Some(format!("{} or {}", field.name(), other.name())),
            Need::May => None,
        });
        let needed: Vec<_> = needed.collect();
        format!("{} needs {}", kind.name(), needed.join(" and "))
    };
    format!("A file of {}.", Kind::ALL.iter().map(need).collect::<Vec<_>>().join("; of "))
}

/// Column names for a message: shortened, since a file without a header has data there.
fn listed(header: &[String]) -> String {
    const MOST: usize = 40;
    if looks_like_data(header) {
        return format!("{} columns and no line of column names at its top", header.len());
    }
    let mut names: Vec<_> = header.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    if header.len() > MOST {
        names.push(format!("and {} more", header.len() - MOST));
    }
    format!("the columns {}", names.join(", "))
}

/// Whether the first line holds values rather than names; then it is a person's row and must not be repeated in a message.
fn looks_like_data(header: &[String]) -> bool {
    header.iter().any(|name| {
        let digits = name.chars().filter(char::is_ascii_digit).count();
        name.len() > 60 || digits >= 6 || domain::calendar::read(name).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognise(header: &str, kind: Option<Kind>, mapping: &Mapping) -> Result<Layout, Refusal> {
        let header: Vec<_> = header.split(',').map(str::to_owned).collect();
        Layout::recognise("x.csv", &header, 1, kind, mapping)
    }

    #[test]
    fn kinds_are_recognised_by_their_columns() {
        for (header, kind) in [
            ("PERSON_ID,NHS_ID,DATE_OF_BIRTH", Kind::Snapshot),
            ("person id,Nhs Number,Team Name", Kind::Snapshot),
            ("SUBJECT_COMPOUND_ID,REFERENCE,REFERENCE_TYPE_CODE", Kind::Snapshot),
            ("LA_Person_Unique_Identifier,NHS_Number,Client_Type", Kind::Snapshot),
            (
                "MOSAIC_ID,LAST_NAME,FIRST_NAME,DATE_OF_BIRTH,AGE,PRIMARY_SUPPORT_REASON,ALLOCATED_TEAM,ALLOCATED_WORKER,ADDRESS,POST_CODE,UPRN,LONG_TERM_SERVICE,SOCIAL_CARE_INVOLVEMENT,SHORT_TERM_SUPPORT,HOUSEHOLD_COMPOSITION,FULL_NAME",
                Kind::Allocations,
            ),
            ("PERSON_ID,WORKER_ID,NAME,START_DATE,END_DATE", Kind::Allocations),
            ("date,team,in_scope,covered", Kind::History),
            ("date,team,in_scope,not covered", Kind::History),
            ("team,service", Kind::Teams),
            ("team,renamed from,valid from", Kind::Teams),
            ("person_id,reason,agreed,until", Kind::Exemptions),
            ("person_id,name,reason,start date", Kind::Exemptions),
            ("valid_from,target", Kind::Targets),
            ("date,scope,text,rebase", Kind::Annotations),
            ("Event date,Team,What happened", Kind::Annotations),
            (
                "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,DATE_OF_BIRTH,LOCAL_PATIENT_ID",
                Kind::TraceRequest,
            ),
            (
                "UNIQUE_REFERENCE,REQ_NHS_NUMBER,FAMILY_NAME,DATE_OF_BIRTH,ERROR/SUCCESS_CODE",
                Kind::TraceResponse,
            ),
            ("PERSON_ID,Operation,Code,Date,Sent NHS number", Kind::TraceResponse),
            ("Person id,SMSP code", Kind::TraceResponse),
            ("PERSON_ID,NHS_ID,CODE", Kind::Snapshot),
            (
                "Batch,Service,Route,Organisation,Date sent,Date returned,Transfer reference,Records",
                Kind::TraceRegister,
            ),
            (
                "file name,traced by,partner,submitted,received,secure transfer",
                Kind::TraceRegister,
            ),
            ("person id,decision,by role,date,hours", Kind::Decisions),
            ("PERSON_ID,Decision,Reason,Decision date,Team", Kind::Decisions),
            ("date,workstream,role,organisation,hours,note", Kind::Effort),
            ("Name,Workstream,Week commencing,Hours,Rate", Kind::Effort),
            ("Workstream,Role,Organisation,w/c 06/10/2025,w/c 13/10/2025,Total", Kind::Effort),
            ("Activity,2025-10-06,2025-10-07", Kind::Effort),
            ("workstream,role,from,to,hours,cost,revision date,reason", Kind::Plan),
            ("role,organisation,from,rate per hour", Kind::Rates),
            (
                "id,kind,title,owner role,status,due,done,expiry,evidence,depends on,note,batch,route",
                Kind::Register,
            ),
            ("Ref,Type,Description,Owner,Status,Target date,Likelihood,Impact", Kind::Register),
        ] {
            assert_eq!(recognise(header, None, &Mapping::default()).unwrap().kind, kind, "{header}");
        }
    }

    #[test]
    fn the_example_needs_its_mapping() {
        let header = "period,org_code,type,attendances,breaches,admissions";
        let message = recognise(header, None, &Mapping::default()).unwrap_err().to_string();
        assert!(
            message.contains("“org_code”") && message.contains("history needs date and team"),
            "{message}"
        );
        let mapping: Mapping = serde_json::from_str(
            r#"{"history": {"date": "period", "team": "org_code", "breakdown": "type", "in_scope": "attendances", "not_covered": "breaches"}}"#,
        )
        .unwrap();
        assert_eq!(recognise(header, None, &mapping).unwrap().kind, Kind::History);
    }

    #[test]
    fn two_columns_for_a_field_are_refused_unless_mapped() {
        let header = "PERSON_ID,NHS_ID,NHS_NUMBER";
        let message = recognise(header, None, &Mapping::default()).unwrap_err().to_string();
        assert!(message.contains("“NHS_ID” and “NHS_NUMBER” both look like nhs_number"), "{message}");
        let mapping: Mapping = serde_json::from_str(r#"{"snapshot": {"nhs_number": "NHS_NUMBER"}}"#).unwrap();
        assert_eq!(recognise(header, None, &mapping).unwrap().get(Field::NhsNumber), Some(2));
    }

    #[test]
    fn a_person_at_the_top_is_not_repeated_in_the_message() {
        let message = recognise("SMITH,4010232137,01/02/1950", None, &Mapping::default())
            .unwrap_err()
            .to_string();
        assert!(
            !message.contains("SMITH") && message.contains("no line of column names"),
            "{message}"
        );
    }

    #[test]
    fn a_persons_name_is_never_taken_for_a_team() {
        for header in [
            "PERSON_ID,NAME",
            "PERSON_ID,NAME,START_DATE",
            "PERSON_ID,WORKER_ID,NAME,DOB",
            "PERSON_ID,WORKER_ID,NAME,SURNAME",
        ] {
            for kind in [None, Some(Kind::Allocations)] {
                assert!(recognise(header, kind, &Mapping::default()).is_err(), "{header}");
            }
        }
    }

    #[test]
    fn case_notes_are_never_taken_for_annotations() {
        for header in [
            "PERSON_ID,DATE,NOTE",
            "PERSON_ID,DATE,ACTIVITY,HOURS",
            "DATE,NOTE,SURNAME",
            "date,description,DOB",
        ] {
            assert!(recognise(header, None, &Mapping::default()).is_err(), "{header}");
        }
    }

    #[test]
    fn missing_columns_are_named() {
        let message = recognise("PERSON_ID,TEAM", Some(Kind::Snapshot), &Mapping::default())
            .unwrap_err()
            .to_string();
        assert!(message.contains("lacks nhs_number (known as NHSID"), "{message}");
    }

    #[test]
    fn columns_that_are_known_and_not_kept_are_named() {
        let layout = recognise("PERSON_ID,NHS_ID,LAST_NAME,POST_CODE,UPRN", None, &Mapping::default()).unwrap();
        let fields: Vec<_> = layout.columns().into_iter().map(|column| column.field).collect();
        assert_eq!(
            fields,
            [Some("person_id"), Some("nhs_number"), Some("name"), Some("postcode"), None].map(|f| f.map(str::to_owned))
        );
    }
}
