use super::{Outcome, Rules};
use crate::cells::Row;
use crate::columns::{Field, Layout};
use crate::findings::{Fault, Findings};
use crate::reason::Reason;
use crate::table::{self, Table};
use chrono::NaiveDate;
use domain::schema::teams;
use std::collections::HashMap;

/// The rules of a file of teams, their services and renames.
pub(super) struct Teams {
    team: Option<usize>,
    service: Option<usize>,
    renamed_from: Option<usize>,
    valid_from: Option<usize>,
    rows: Vec<Team>,
    first_lines: HashMap<Key, u64>,
    /// Former name to the name that took it over, with the line that said so.
    renames: HashMap<String, (String, u64)>,
}

type Key = (String, Option<String>, Option<NaiveDate>);

struct Team {
    team: String,
    service: Option<String>,
    renamed_from: Option<String>,
    valid_from: Option<NaiveDate>,
}

impl Teams {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            team: layout.get(Field::Team),
            service: layout.get(Field::Service),
            renamed_from: layout.get(Field::RenamedFrom),
            valid_from: layout.get(Field::ValidFrom),
            rows: Vec::new(),
            first_lines: HashMap::new(),
            renames: HashMap::new(),
        }
    }

    fn check_rename(&self, former: &str, team: &str) -> Result<(), Fault> {
        let column = self.renamed_from;
        if former == team {
            return Err(Fault::new(column, Reason::RenamedFromItself));
        }
        if let Some((other, line)) = self.renames.get(former)
            && other != team
        {
            return Err(Fault::against(column, Reason::RenamedTwice, *line));
        }
        let mut name = team;
        while let Some((next, line)) = self.renames.get(name) {
            if next == former {
                return Err(Fault::against(column, Reason::RenamedInCircle, *line));
            }
            name = next;
        }
        Ok(())
    }
}

impl Rules for Teams {
    fn row(&mut self, row: &Row<'_>, _: &mut Findings) -> Result<(), Fault> {
        let team = row.name(self.team)?.ok_or_else(|| Fault::new(self.team, Reason::TeamBlank))?;
        let (service, renamed_from) = (row.name(self.service)?, row.name(self.renamed_from)?);
        let valid_from = row.date(self.valid_from)?;
        if service.is_none() && renamed_from.is_none() {
            return Err(Fault::new(None, Reason::NothingSaid));
        }
        let key = (team.clone(), renamed_from.clone(), valid_from);
        if let Some(earlier) = self.first_lines.get(&key) {
            return Err(Fault::against(None, Reason::RowTwice, *earlier));
        }
        if let Some(former) = &renamed_from {
            self.check_rename(former, &team)?;
            self.renames.entry(former.clone()).or_insert_with(|| (team.clone(), row.line));
        }
        self.first_lines.insert(key, row.line);
        self.rows.push(Team {
            team,
            service,
            renamed_from,
            valid_from,
        });
        Ok(())
    }

    fn finish(self: Box<Self>, _: &mut Findings) -> Outcome {
        let columns = vec![
            table::text(teams::TEAM, self.rows.iter().map(|row| Some(row.team.as_str()))),
            table::text(teams::SERVICE, self.rows.iter().map(|row| row.service.as_deref())),
            table::text(teams::RENAMED_FROM, self.rows.iter().map(|row| row.renamed_from.as_deref())),
            table::dates(teams::VALID_FROM, self.rows.iter().map(|row| row.valid_from)),
        ];
        vec![Table::new(teams::FILE, self.rows.len(), columns)].into()
    }
}
