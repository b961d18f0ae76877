//! Which teams need support: those with most records to go, and those that get worse.

use super::source;
use crate::briefing::{
    asked::Answers,
    document::{Document, Table},
};
use domain::{
    Question as _, UNALLOCATED, calendar,
    percent::{count, records, shown},
    questions::{ENOUGH_POINTS, PointType, TeamProcessRow, TeamProcesses},
};
use words::change::Change;

/// How many teams are named for their records to go.
const MOST: usize = 5;

pub(super) fn write(document: &mut Document, answers: &Answers) {
    let (furthest, worse) = (furthest(answers), worse(answers));
    if answers.teams.is_empty() {
        return;
    }
    document.section("Teams to support");
    if furthest.is_empty() {
        document.paragraph("Every team has reached the target.");
    } else {
        let most = furthest.iter().map(|row| row.team.records_to_go).sum();
        document.paragraph(match furthest.as_slice() {
            [one] => format!("{} is {} from its target; no other team is short of it.", name(one), records(most)),
            teams => format!(
                "The {} teams with most records to go are {} from their targets taken together.",
                number(teams.len()),
                records(most)
            ),
        });
    }
    document.paragraph(concern(&worse, &answers.teams));
    let mut shown_teams = furthest.clone();
    shown_teams.extend(
        worse
            .into_iter()
            .filter(|row| !furthest.iter().any(|known| known.team.team == row.team.team)),
    );
    document.table(table(answers, &shown_teams));
    document.note(
        "A team counts everybody it works with, so records to go of teams don’t add up to the council’s. The chart of a team is told from \
         chance as the council’s is.",
    );
    source(document, &[TeamProcesses::NAME]);
}

/// Those with most records to go, the most first.
pub(super) fn furthest(answers: &Answers) -> Vec<&TeamProcessRow> {
    let mut teams: Vec<_> = answers.teams.iter().filter(|row| row.team.records_to_go > 0).collect();
    teams.sort_by_key(|row| std::cmp::Reverse(row.team.records_to_go));
    teams.truncate(MOST);
    teams
}

/// Those whose chart shows special-cause concern; who is in no team is nobody's process.
pub(super) fn worse(answers: &Answers) -> Vec<&TeamProcessRow> {
    let is_worse = |row: &&TeamProcessRow| row.process.told() == Some(PointType::SpecialCauseConcern) && row.team.team != UNALLOCATED;
    answers.teams.iter().filter(is_worse).collect()
}

fn concern(worse: &[&TeamProcessRow], teams: &[TeamProcessRow]) -> String {
    let charted = || {
        teams
            .iter()
            .filter(|row| row.team.team != UNALLOCATED && row.process.basis.is_some())
    };
    let too_few = charted().filter(|row| row.process.trial && row.process.told().is_none()).count();
    if worse.is_empty() && too_few > 0 && too_few == charted().count() {
        return format!("No team’s chart has dates enough to tell common from special cause: it takes {ENOUGH_POINTS}.");
    }
    let said = concerned(worse);
    match too_few {
        0 => said,
        1 => format!("{said} The chart of 1 team has too few dates to tell."),
        several => format!("{said} The charts of {several} teams have too few dates to tell."),
    }
}

fn concerned(worse: &[&TeamProcessRow]) -> String {
    let names: Vec<&str> = worse.iter().map(|row| row.team.team.as_str()).collect();
    match names.as_slice() {
        [] => "No team’s chart shows special-cause concern.".to_owned(),
        [one] => format!("The chart of {one} shows special-cause concern: it gets worse by more than chance explains."),
        several => format!(
            "The charts of {} show special-cause concern: they get worse by more than chance explains.",
            joined(several)
        ),
    }
}

fn table(answers: &Answers, teams: &[&TeamProcessRow]) -> Table {
    let since = answers
        .coverage
        .previous_as_at
        .map_or_else(|| "Change#".to_owned(), |date| format!("Since {}#", calendar::short(date)));
    let mut table = Table::new(
        format!("Teams to support on {}", calendar::long(answers.coverage.as_at)),
        &["Team", "In scope#", "Coverage#", "Records to go#", &since, "Its chart shows"],
    );
    for row in teams {
        let team = &row.team;
        let change = team
            .previous_covered
            .zip(team.previous_in_scope)
            .and_then(|before| Change::between(before, (team.covered, team.in_scope)));
        table.row([
            name(row).to_owned(),
            count(team.in_scope),
            shown(team.covered, team.in_scope, team.target),
            count(team.records_to_go),
            change.map_or_else(|| "–".to_owned(), |change| format!("{} points", change.short())),
            row.process.label().to_owned(),
        ]);
    }
    table
}

/// The team's name; whoever is in none is said so.
pub(super) fn name(row: &TeamProcessRow) -> &str {
    if row.team.team == UNALLOCATED {
        "Records without a team"
    } else {
        &row.team.team
    }
}

/// `A, B and C`.
pub(super) fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn number(teams: usize) -> &'static str {
    ["no", "one", "two", "three", "four", "five"].get(teams).copied().unwrap_or("many")
}
