//! Effort by workstream, period by period: a stack for the council beside a striped one for the partner.

use crate::{
    Error, Figure, Width,
    amount::Amount,
    axis::{self, Counts},
    caption,
    figure::{Caption, figure},
    legend::{self, Legend},
    sheet::{Scale, Sheet, Words},
    theme::{self, Colour},
};
use domain::{
    Answer, Party, Question as _, Workstream, calendar,
    questions::{BurnByWorkstream, BurnByWorkstreamRow},
};

/// How many periods are drawn, the latest; the table has them all.
const DRAWN: usize = 24;

fn colour(workstream: Workstream) -> Colour {
    match workstream {
        Workstream::SetUp => theme::MAIN,
        Workstream::Extract => theme::VALID,
        Workstream::Transfer => theme::VERIFIED,
        Workstream::Load => theme::CHECK_DIGIT_FAILS,
        Workstream::Cleansing => theme::SHARED,
        Workstream::Decisions => theme::OTHER_RANGE,
        Workstream::Governance => theme::MISSING,
    }
}

impl Amount {
    /// What a party's part of a row comes to.
    fn part(self, row: &BurnByWorkstreamRow, party: Party) -> f64 {
        let (minutes, pence) = of(row, party);
        self.drawn(minutes, pence)
    }
}

fn of(row: &BurnByWorkstreamRow, party: Party) -> (i64, i64) {
    match party {
        Party::Partner => (row.partner_minutes, row.partner_pence),
        Party::Council => (row.actual_minutes - row.partner_minutes, row.actual_pence - row.partner_pence),
    }
}

/// Draws the periods as two stacks each: the council's workstreams, and beside them the partner's with stripes.
///
/// # Errors
/// No timesheet is loaded.
pub fn burn_by_workstream(answer: &Answer<BurnByWorkstreamRow>, width: Width) -> Result<Figure, Error> {
    let worked: Vec<_> = answer
        .rows
        .iter()
        .filter(|row| row.actual_minutes > 0 || row.actual_pence > 0)
        .collect();
    let periods: Vec<_> = worked.chunk_by(|one, other| one.period == other.period).collect();
    if periods.is_empty() {
        return Err(Error::Nothing("no timesheet is loaded"));
    }
    let amount = Amount::of(worked.iter().map(|row| row.actual_pence));
    let drawn = &periods[periods.len().saturating_sub(if width.is_wide() { DRAWN } else { DRAWN / 2 })..];
    let sum = |rows: &[&BurnByWorkstreamRow], party| rows.iter().map(|row| amount.part(row, party)).sum::<f64>();
    let most = drawn
        .iter()
        .flat_map(|rows| Party::ALL.iter().map(|party| sum(rows, *party)))
        .fold(0.0, f64::max);
    let streams: Vec<_> = Workstream::ALL
        .iter()
        .filter(|one| worked.iter().any(|row| row.workstream == **one))
        .collect();
    let legend = Legend::of(streams.iter().map(|stream| stream.label()), 18.0, width);
    let (left, right) = (if width.is_wide() { 62.0 } else { 54.0 }, width.px() - 4.0);
    let top = legend.height + legend::PITCH + 18.0;
    let bottom = top + if width.is_wide() { 250.0 } else { 220.0 };
    let counts = Counts::around(0.0, most);
    let scale = Scale::new(counts.from..counts.to, bottom..top);
    figure(
        BurnByWorkstream::NAME,
        width,
        words(answer, &worked, amount),
        bottom + 42.0,
        |sheet| {
            for (x, y, place) in &legend.entries {
                sheet.bar(*x..*x + 12.0, y - 6.0..y + 6.0, colour(*streams[*place]))?;
                sheet.write(&Words::small(streams[*place].label()), x + 18.0, *y)?;
            }
            let key = legend.height + 8.0;
            sheet.bar(0.0..12.0, key - 6.0..key + 6.0, theme::MUTED)?;
            stripes(sheet, (0.0, 12.0), (key - 6.0, key + 6.0))?;
            sheet.write(&Words::small("Striped, the right bar of two: the partner"), 18.0, key)?;
            counts.draw_as(sheet, &scale, left..right, |value| amount.ticked(value))?;
            let pitch = (right - left) / drawn.len() as f64;
            let bar = (pitch * 0.4).min(26.0);
            for (at, rows) in drawn.iter().enumerate() {
                let middle = left + pitch * (at as f64 + 0.5);
                for (party, from) in [(Party::Council, middle - bar), (Party::Partner, middle)] {
                    stack(sheet, rows, party, amount, &scale, (from, from + bar - 1.0))?;
                }
            }
            let dates: Vec<_> = drawn.iter().filter_map(|rows| Some(rows.first()?.period)).collect();
            axis::periods(sheet, &dates, left, pitch, bottom)
        },
    )
}

fn stack(
    sheet: &mut Sheet<'_>,
    rows: &[&BurnByWorkstreamRow],
    party: Party,
    amount: Amount,
    scale: &Scale,
    (from, to): (f64, f64),
) -> Result<(), Error> {
    let mut below = 0.0;
    for row in rows {
        let value = amount.part(row, party);
        if value <= 0.0 {
            continue;
        }
        let (top, bottom) = (scale.at(below + value), scale.at(below));
        // A gap keeps neighbours apart where their colours can't be told.
        sheet.bar(from..to, top..(bottom - 1.0).max(top + 0.5), colour(row.workstream))?;
        if party == Party::Partner {
            stripes(sheet, (from, to), (top, bottom - 1.0))?;
        }
        let (minutes, pence) = of(row, party);
        let text = format!(
            "{}, {}, {}: {}",
            calendar::month(row.period),
            row.workstream.label().to_lowercase(),
            party.label().to_lowercase(),
            amount.told(minutes, pence)
        );
        sheet.tell(((from + to) / 2.0, (top + bottom) / 2.0), text);
        below += value;
    }
    Ok(())
}

/// Stripes over a bar: the partner's, whatever its colour.
fn stripes(sheet: &mut Sheet<'_>, (from, to): (f64, f64), (top, bottom): (f64, f64)) -> Result<(), Error> {
    const PITCH: f64 = 4.0;
    let mut y = bottom - PITCH + 1.0;
    while y > top {
        sheet.bar(from..to, y..(y + 1.2).min(bottom), theme::GROUND)?;
        y -= PITCH;
    }
    Ok(())
}

fn words(answer: &Answer<BurnByWorkstreamRow>, worked: &[&BurnByWorkstreamRow], amount: Amount) -> Caption {
    let sum = |rows: &mut dyn Iterator<Item = (i64, i64)>| rows.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let all = sum(&mut worked.iter().map(|row| (row.actual_minutes, row.actual_pence)));
    let partner = sum(&mut worked.iter().map(|row| of(row, Party::Partner)));
    let streams: Vec<_> = Workstream::ALL
        .iter()
        .map(|one| {
            let mut of_stream = worked
                .iter()
                .filter(|row| row.workstream == *one)
                .map(|row| (row.actual_minutes, row.actual_pence));
            (*one, sum(&mut of_stream))
        })
        .filter(|(_, (minutes, pence))| *minutes > 0 || *pence > 0)
        .collect();
    let size = |(minutes, pence): (i64, i64)| amount.drawn(minutes, pence);
    let most = streams.iter().copied().max_by(|one, other| size(one.1).total_cmp(&size(other.1)));
    let share = |part: (i64, i64)| match amount {
        Amount::Money => caption::share(part.1, all.1),
        Amount::Hours => caption::share(part.0, all.0),
    };
    let (name, part) = most.map_or(("Nothing", (0, 0)), |(stream, part)| (stream.label(), part));
    let listed: Vec<_> = streams
        .iter()
        .map(|(stream, part)| format!("{} {}", stream.label().to_lowercase(), amount.told(part.0, part.1)))
        .collect();
    let uncosted = worked.iter().map(|row| row.uncosted_minutes).sum();
    Caption {
        headline: format!(
            "{name} has taken most: {} of {} ({}); the partner's share is {}",
            amount.told(part.0, part.1),
            amount.told(all.0, all.1),
            share(part),
            share(partner)
        ),
        subtitle: format!(
            "{} of each workstream by period, the council's and the partner's{}",
            caption::capital(amount.name()),
            amount.left_out(uncosted)
        ),
        description: format!("Two stacks of bars for each period. In all: {}.", listed.join(", ")),
        footer: caption::footer(
            answer,
            "Set-up and governance are needed once; the other workstreams go on as long as numbers are looked for.",
        ),
    }
}
