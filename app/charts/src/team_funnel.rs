//! Teams beside each other: each share against what chance allows a team of its size.

mod words;

use crate::{
    Error, Figure, Width,
    axis::{Counts, Percent},
    figure::figure,
    place::{self, Area},
    sheet::{Scale, Sheet, Words},
    theme,
};
use domain::{
    Answer, Measure, Question as _, UNALLOCATED, percent,
    questions::{AmongTeams, Ladder as _, TeamFunnel, TeamRow},
};
use statistics::{funnel::Curve, wilson::Proportion};

/// How many outliers are named at most; the table names them all.
const NAMED: usize = 12;

/// Draws every team at its size and share, with the limits around the average of all.
///
/// # Errors
/// Fewer than two teams have figures for the measure.
pub fn team_funnel(answer: &Answer<TeamRow>, width: Width) -> Result<Figure, Error> {
    let teams = judged(&answer.rows, answer.filter.measure);
    let average = Proportion::pooled(teams.iter().map(|team| team.share)).map(Proportion::value);
    let Some(average) = average.filter(|_| teams.len() > 1) else {
        return Err(Error::Nothing("a funnel plot compares at least two teams"));
    };
    let lowest = teams.iter().map(Team::percent).fold(100.0 * average, f64::min);
    let (left, right) = if width.is_wide() { (48.0, 740.0) } else { (46.0, 350.0) };
    let (top, bottom) = (24.0, if width.is_wide() { 344.0 } else { 304.0 });
    let axis = Percent::above(lowest);
    let largest = teams.iter().map(|team| team.share.of()).fold(1.0, f64::max);
    let sizes = Counts::around(0.0, largest);
    let plot = Plot {
        teams: &teams,
        average,
        across: Scale::new(sizes.from..sizes.to, left + 6.0..right - 6.0),
        up: Scale::new(axis.from..100.0, bottom..top),
        axis_from: axis.from,
        area: Area { left, top, right, bottom },
    };
    let height = bottom + if axis.note().is_some() { 84.0 } else { 62.0 };
    figure(TeamFunnel::NAME, width, words::of(answer, &teams, average), height, |sheet| {
        axis.draw(sheet, &plot.up, left..right)?;
        sizes.draw_across(sheet, &plot.across, bottom, width.is_wide())?;
        sheet.write(&Words::small("Records in scope").centred(), (left + right) / 2.0, bottom + 36.0)?;
        sheet.write(&Words::small(legend(width)), 0.0, bottom + 54.0)?;
        if let Some(note) = axis.note() {
            sheet.write(&Words::small(note), 0.0, height - 9.0)?;
        }
        plot.draw(sheet)
    })
}

fn legend(width: Width) -> &'static str {
    if width.is_wide() {
        "Dashed: limits of chance, 95% inside and 99.8% outside. Squares: fewer than 20 records, not judged."
    } else {
        "Dashed: 95% and 99.8% limits. Squares: not judged."
    }
}

struct Team<'a> {
    name: &'a str,
    share: Proportion,
    among: Option<AmongTeams>,
}

impl Team<'_> {
    fn percent(&self) -> f64 {
        100.0 * self.share.value()
    }

    /// Whether chance alone does not explain it.
    fn is_outlier(&self) -> bool {
        !matches!(self.among, None | Some(AmongTeams::AsExpected | AmongTeams::TooFewRecords))
    }
}

/// The teams with figures for the measure.
fn judged(rows: &[TeamRow], measure: Measure) -> Vec<Team<'_>> {
    let teams = rows.iter().filter(|row| row.team != UNALLOCATED);
    let team = |row: &'_ TeamRow| Proportion::new(row.counted(measure)? as f64, row.in_scope as f64).ok();
    teams
        .filter_map(|row| {
            Some(Team {
                name: &row.team,
                share: team(row)?,
                among: row.among_teams,
            })
        })
        .collect()
}

struct Plot<'a> {
    teams: &'a [Team<'a>],
    average: f64,
    across: Scale,
    up: Scale,
    axis_from: f64,
    area: Area,
}

impl Plot<'_> {
    fn at(&self, team: &Team<'_>) -> (f64, f64) {
        (self.across.at(team.share.of()), self.up.at(team.percent()))
    }

    fn draw(&self, sheet: &mut Sheet<'_>) -> Result<(), Error> {
        let curve = Curve::around(self.average, self.teams.iter().map(|team| team.share.of()));
        for limit in [
            &curve.lower_2s_limit,
            &curve.upper_2s_limit,
            &curve.lower_3s_limit,
            &curve.upper_3s_limit,
        ] {
            sheet.line(&self.limit(&curve.population, limit), theme::LIMIT, 1.5)?;
        }
        let y = self.up.at(100.0 * self.average);
        sheet.line(&[(self.area.left, y), (self.area.right, y)], theme::MEAN, 1.5)?;
        let mut taken: Vec<Area> = self.teams.iter().map(|team| place::around(self.at(team), 6.0)).collect();
        taken.push(self.name_average(sheet, y, &taken)?);
        for team in self.teams {
            mark(sheet, team, self.at(team))?;
            sheet.tell(self.at(team), said(team));
        }
        self.names(sheet, taken)
    }

    /// A limit where it lies within the plot.
    fn limit(&self, population: &[f64], limit: &[f64]) -> Vec<(f64, f64)> {
        population
            .iter()
            .zip(limit)
            .filter(|(_, percent)| **percent >= self.axis_from)
            .map(|(records, percent)| (self.across.at(*records), self.up.at(*percent)))
            .filter(|(x, _)| *x <= self.area.right)
            .collect()
    }

    /// Names the average on its line, where it covers the fewest teams, and says where it stands.
    fn name_average(&self, sheet: &mut Sheet<'_>, y: f64, taken: &[Area]) -> Result<Area, Error> {
        const PLACES: usize = 24;
        let average = Words::small(format!("Average {:.1}%", 100.0 * self.average))
            .colour(theme::MEAN)
            .ending();
        let step = (self.area.right - self.area.left - average.width()) / PLACES as f64;
        let places: Vec<_> = (0..=PLACES)
            .flat_map(|at| [y - 9.0, y + 10.0].map(|y| (self.area.right - step * at as f64, y)))
            .map(|(x, y)| ((x, y), average.area(x, y)))
            .collect();
        let Some(((x, y), area)) = place::freest(&places, taken, &self.area) else {
            return Ok(average.area(self.area.right, y));
        };
        sheet.write_over(&average, *x, *y)?;
        Ok(*area)
    }

    /// Names the outliers, the farthest from the average first, where they cover nothing.
    fn names(&self, sheet: &mut Sheet<'_>, mut taken: Vec<Area>) -> Result<(), Error> {
        let mut outliers: Vec<_> = self.teams.iter().filter(|team| team.is_outlier()).collect();
        outliers.sort_by(|a, b| distance(b, self.average).total_cmp(&distance(a, self.average)));
        for team in outliers.into_iter().take(NAMED) {
            let (x, y) = self.at(team);
            let right = Words::small(team.name).colour(theme::TEXT);
            let left = right.clone().ending();
            let middle = right.clone().centred();
            let places: Vec<_> = [
                (&right, x + 9.0, y),
                (&left, x - 9.0, y),
                (&middle, x, y + 14.0),
                (&middle, x, y - 14.0),
            ]
            .into_iter()
            .map(|(words, x, y)| ((words, x, y), words.area(x, y)))
            .collect();
            // A name that would cover another is left to the table.
            if let Some(((words, x, y), area)) = place::freest(&places, &taken, &self.area)
                && !taken.iter().any(|other| other.overlaps(area))
            {
                sheet.write_over(words, *x, *y)?;
                taken.push(*area);
            }
        }
        Ok(())
    }
}

fn said(team: &Team<'_>) -> String {
    let among = team.among.map_or_else(String::new, |among| format!(". {}", among.label()));
    format!(
        "{}: {:.1}% of {}{among}",
        team.name,
        (team.percent() * 10.0).floor() / 10.0,
        percent::records(team.share.of() as i64)
    )
}

/// How many standard errors of its size a team is from the average.
fn distance(team: &Team<'_>, average: f64) -> f64 {
    (team.share.value() - average).abs() * team.share.of().sqrt()
}

/// A team by what is said of it: the shape says it without the colour.
fn mark(sheet: &mut Sheet<'_>, team: &Team<'_>, (x, y): (f64, f64)) -> Result<(), Error> {
    match team.among {
        Some(AmongTeams::Low998 | AmongTeams::Low95) => sheet.triangle((x, y), 1.0, false, theme::LOSS),
        Some(AmongTeams::High998 | AmongTeams::High95) => sheet.triangle((x, y), 1.0, true, theme::MAIN),
        Some(AmongTeams::TooFewRecords) => sheet.polygon(
            &[(x - 4.0, y - 4.0), (x + 4.0, y - 4.0), (x + 4.0, y + 4.0), (x - 4.0, y + 4.0)],
            theme::COMMON_CAUSE,
        ),
        Some(AmongTeams::AsExpected) | None => sheet.ring((x, y), 4.0, theme::COMMON_CAUSE),
    }
}
