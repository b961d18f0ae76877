//! Who is agreed as exempt, from the Parquet files of loads.

use crate::source::Source;
use crate::{Refusal, pipeline};
use chrono::NaiveDate;
use domain::{calendar, schema::exemptions};
use std::collections::HashSet;
use std::path::PathBuf;

/// The ids of people whose exemption covers the date, from files as [`domain::schema::exemptions`] describes them.
///
/// # Errors
/// A file can't be read.
pub(crate) fn exempt_people(files: &[PathBuf], on: NaiveDate) -> Result<HashSet<String>, Refusal> {
    let mut exempt = HashSet::new();
    for file in files {
        let source = Source::open(file)?;
        let column = |name| source.header.iter().position(|column| column == name);
        let (id, agreed, until) = (column(exemptions::PERSON_ID), column(exemptions::AGREED), column(exemptions::UNTIL));
        pipeline::run(&source, |batch| {
            for row in batch.rows() {
                let date = |column| calendar::read(row.cell(column));
                let covers = date(agreed).is_none_or(|agreed| agreed <= on) && date(until).is_none_or(|until| until >= on);
                if covers {
                    exempt.insert(row.cell(id).to_owned());
                }
            }
            Ok(())
        })?;
    }
    Ok(exempt)
}
