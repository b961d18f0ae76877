//! What came back of each batch: one bar of shares a batch, the latest last.

use crate::{
    Error, Figure, Width, caption,
    figure::{Caption, figure},
    font,
    legend::Legend,
    sheet::{Scale, Sheet, Words},
    theme::{self, Colour},
};
use chrono::NaiveDate;
use domain::{
    Answer, Question as _, calendar, percent,
    questions::{OutcomeMix, OutcomeRow},
    trace::Outcome,
};

/// How many batches are drawn, the latest; the table has them all.
const DRAWN: usize = 20;

/// The room for a batch's name where it stands left of its bar.
const LONGEST_NAME: f64 = 240.0;

/// What outcomes come to, from the best to what says nothing.
const PARTS: [(&str, Colour); 5] = [
    ("Confirmed", theme::VERIFIED),
    ("Found", theme::MAIN),
    ("To be decided", theme::SHARED),
    ("Nobody found", theme::MISSING),
    ("No answer about the person", theme::DAMAGED),
];

fn part(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Verified => 0,
        Outcome::Found => 1,
        Outcome::Different | Outcome::Superseded | Outcome::Invalid | Outcome::Conflict | Outcome::Several => 2,
        Outcome::NoMatch => 3,
        Outcome::NotTraced | Outcome::Rejected | Outcome::Other => 4,
    }
}

/// One batch.
struct Batch<'a> {
    name: &'a str,
    returned: NaiveDate,
    parts: [i64; 5],
}

impl Batch<'_> {
    fn people(&self) -> i64 {
        self.parts.iter().sum()
    }

    fn told(&self) -> String {
        format!("{}, {} people", calendar::short(self.returned), percent::count(self.people()))
    }
}

/// Draws the outcomes of the latest batches as shares.
///
/// # Errors
/// No batch has come back.
pub fn outcome_mix(answer: &Answer<OutcomeRow>, width: Width) -> Result<Figure, Error> {
    let batches: Vec<_> = answer
        .rows
        .chunk_by(|one, other| one.batch == other.batch)
        .filter_map(batch)
        .collect();
    let day = batches.iter().map(|batch| batch.returned).max();
    let last: Vec<_> = batches.iter().filter(|batch| Some(batch.returned) == day).collect();
    if last.is_empty() {
        return Err(Error::Nothing("no batch has come back"));
    }
    let drawn = &batches[batches.len().saturating_sub(DRAWN)..];
    let layout = Layout::of(drawn, width);
    let legend = Legend::of(PARTS.map(|(name, _)| name), 18.0, width);
    let top = legend.height + 12.0;
    let hidden = batches.len() - drawn.len();
    let height = top + layout.pitch * drawn.len() as f64 + if hidden > 0 { 28.0 } else { 4.0 };
    figure(OutcomeMix::NAME, width, words(answer, &last, batches.len()), height, |sheet| {
        for (x, y, place) in &legend.entries {
            let (name, colour) = PARTS[*place];
            sheet.bar(*x..*x + 12.0, y - 6.0..y + 6.0, colour)?;
            sheet.write(&Words::small(name), x + 18.0, *y)?;
        }
        for (at, batch) in drawn.iter().enumerate() {
            layout.row(sheet, batch, top + layout.pitch * at as f64)?;
        }
        if hidden > 0 {
            let rest = format!("And {hidden} earlier; the table has them all.");
            sheet.write(&Words::small(rest), 0.0, height - 10.0)?;
        }
        Ok(())
    })
}

fn batch(rows: &[OutcomeRow]) -> Option<Batch<'_>> {
    let first = rows.first()?;
    let mut parts = [0; 5];
    for row in rows {
        parts[part(row.outcome)] += row.people;
    }
    Some(Batch {
        name: &first.batch,
        returned: first.returned_on,
        parts,
    })
}

struct Layout {
    width: Width,
    pitch: f64,
    left: f64,
    right: f64,
}

impl Layout {
    fn of(batches: &[Batch<'_>], width: Width) -> Self {
        let widest = batches
            .iter()
            .flat_map(|batch| {
                let told = font::width(&batch.told(), theme::SMALL, false);
                [font::width(batch.name, theme::BODY, false).min(LONGEST_NAME), told]
            })
            .fold(80.0, f64::max);
        Self {
            width,
            pitch: if width.is_wide() { 40.0 } else { 54.0 },
            left: if width.is_wide() { widest + 16.0 } else { 0.0 },
            right: width.px() - 2.0,
        }
    }

    fn row(&self, sheet: &mut Sheet<'_>, batch: &Batch<'_>, y: f64) -> Result<(), Error> {
        let people = batch.people();
        let told = batch.told();
        let names = if self.width.is_wide() { LONGEST_NAME } else { self.right - 150.0 };
        let name = Words::body(font::shorten(batch.name, theme::BODY, false, names));
        let bar = if self.width.is_wide() {
            sheet.write(&name, 0.0, y + 12.0)?;
            sheet.write(&Words::small(told), 0.0, y + 28.0)?;
            y + 18.0
        } else {
            sheet.write(&name, 0.0, y + 8.0)?;
            sheet.write(&Words::small(told).ending(), self.right, y + 8.0)?;
            y + 30.0
        };
        let scale = Scale::new(0.0..people as f64, self.left..self.right);
        let mut before = 0;
        for (place, count) in batch.parts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (from, to) = (scale.at(before as f64), scale.at((before + count) as f64));
            // A gap keeps neighbours apart where their colours can't be told.
            sheet.bar(from..(to - 1.5).max(from + 0.5), bar - 10.0..bar + 10.0, PARTS[place].1)?;
            let share = caption::share(*count, people);
            let text = format!(
                "{}: {} {}, {share}",
                batch.name,
                PARTS[place].0.to_lowercase(),
                percent::count(*count)
            );
            sheet.tell(((from + to) / 2.0, bar), text);
            before += count;
        }
        Ok(())
    }
}

/// What the batches of the latest day came to; `last` holds one at least.
fn words(answer: &Answer<OutcomeRow>, last: &[&Batch<'_>], batches: usize) -> Caption {
    let people: i64 = last.iter().map(|batch| batch.people()).sum();
    let parts: [i64; 5] = std::array::from_fn(|part| last.iter().map(|batch| batch.parts[part]).sum());
    let named = match last {
        [one] => one.name.to_owned(),
        [one, other] => format!("{} and {}", one.name, other.name),
        several => {
            let day = several.first().map_or_else(String::new, |batch| calendar::short(batch.returned));
            format!("{} batches on {day}", several.len())
        }
    };
    let listed: Vec<_> = PARTS
        .iter()
        .zip(parts)
        .filter(|(_, count)| *count > 0)
        .map(|((name, _), count)| format!("{} {}", name.to_lowercase(), percent::count(count)))
        .collect();
    let decide = match parts[2] {
        0 => "none waits for a decision".to_owned(),
        1 => "1 waits for a decision".to_owned(),
        count => format!("{} wait for a decision", percent::count(count)),
    };
    let found = parts[0] + parts[1];
    Caption {
        headline: format!(
            "The latest to come back, {named}: {} of {} confirmed or found; {decide}",
            percent::count(found),
            percent::count(people)
        ),
        subtitle: "What came back for each person, as a share of the batch, oldest batch first".to_owned(),
        description: format!(
            "Stacked bars of outcomes for {batches} batches. The latest to come back, {named}: {}.",
            listed.join(", ")
        ),
        footer: caption::footer(
            answer,
            "To be decided: another number, superseded, invalid, not confirmed, or several people. Of a person answered twice the later answer counts.",
        ),
    }
}
