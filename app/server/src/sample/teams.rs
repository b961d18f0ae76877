//! The sample's teams and services, the merger and the renaming.

use chrono::NaiveDate;

use super::calendar::Calendar;

/// What sets a team apart in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Ordinary,
    /// Ends above 95%.
    Leading,
    /// Six people throughout.
    Tiny,
    /// Stops when it merges into [`MERGED`].
    Merging,
    /// Begins with the merger.
    Merged,
    /// Carries the other name before the renaming.
    Renamed(&'static str),
}

/// One team: its share of the people, and how far it stands from the council's coverage at either end of the story.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) name: &'static str,
    pub(super) service: &'static str,
    pub(super) part: Part,
    pub(super) weight: f64,
    /// Percentage points above the council's coverage while numbers are typed by hand.
    pub(super) start: f64,
    /// Percentage points above the council's coverage at the end.
    pub(super) end: f64,
}

const ACCESS: &str = "Access and Prevention";
const OLDER: &str = "Older People";
const LEARNING: &str = "Learning Disability";
const MENTAL: &str = "Mental Health";
const HOSPITAL: &str = "Hospital and Reablement";
const SPECIALIST: &str = "Specialist and Safeguarding";

/// Every team that exists at some time: 27 before the merger, 26 after it.
pub(super) const TEAMS: [Team; 28] = [
    team("Adult Contact Centre", ACCESS, 380.0, -11.0, -3.5),
    team("Early Help Team", ACCESS, 290.0, -7.0, -1.5),
    team("Occupational Therapy East", ACCESS, 440.0, 1.0, 0.5),
    team("Occupational Therapy West", ACCESS, 420.0, 2.5, 1.2),
    team("Carers Support Team", ACCESS, 210.0, -14.0, -5.5),
    team("Older People North", OLDER, 690.0, 4.0, 1.6),
    team("Older People South", OLDER, 670.0, 0.0, 0.2),
    team("Older People East", OLDER, 640.0, -3.0, -0.8),
    Team {
        part: Part::Merging,
        ..team("Older People Central", OLDER, 300.0, -5.0, -1.0)
    },
    Team {
        part: Part::Merging,
        ..team("Older People West", OLDER, 330.0, 3.0, 1.0)
    },
    Team {
        part: Part::Merged,
        ..team("Older People Central and West", OLDER, 0.0, -1.0, -0.5)
    },
    team("Long-Term Review Team", OLDER, 520.0, 6.0, 2.2),
    team("Learning Disability North", LEARNING, 410.0, 7.0, 2.4),
    Team {
        part: Part::Leading,
        ..team("Learning Disability South", LEARNING, 390.0, 9.0, 5.0)
    },
    team("Transitions Team", LEARNING, 160.0, 5.0, -2.0),
    team("Supported Living Review Team", LEARNING, 240.0, 8.0, 2.8),
    team("Community Mental Health North", MENTAL, 370.0, -4.0, -1.2),
    team("Community Mental Health South", MENTAL, 360.0, -9.0, -4.0),
    Team {
        part: Part::Renamed("Memory Service Team"),
        ..team("Older Adults Mental Health Team", MENTAL, 290.0, -1.0, 0.4)
    },
    team("Approved Mental Health Professionals", MENTAL, 80.0, -16.0, -7.5),
    Team {
        part: Part::Leading,
        ..team("Hospital Discharge Team", HOSPITAL, 350.0, 12.0, 5.4)
    },
    team("Reablement North", HOSPITAL, 330.0, 8.0, 2.6),
    team("Reablement South", HOSPITAL, 310.0, 6.0, 1.8),
    team("Intermediate Care Team", HOSPITAL, 220.0, 10.0, 3.0),
    Team {
        part: Part::Tiny,
        ..team("Deafblind Team", SPECIALIST, 0.0, 0.0, 0.0)
    },
    team("Sensory Support Team", SPECIALIST, 180.0, 1.0, 0.6),
    team("Safeguarding Adults Team", SPECIALIST, 150.0, -8.0, -3.0),
    team("Substance Misuse Social Work", SPECIALIST, 70.0, -18.0, -9.0),
];

/// The index of the team that the merger makes.
pub(super) const MERGED: usize = 10;

/// The index of the team of six people.
pub(super) const TINY: usize = 24;

/// When teams merge and change names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Changes {
    pub(super) merger_month: usize,
    pub(super) merger: NaiveDate,
    pub(super) renaming: NaiveDate,
}

impl Changes {
    pub(super) fn new(calendar: &Calendar) -> Self {
        let merger_month = calendar.reaching(13.0).max(1);
        let renaming_month = calendar.reaching(17.0).max(1);
        Self {
            merger_month,
            merger: calendar.day(merger_month, 1),
            renaming: calendar.day(renaming_month, 1),
        }
    }
}

/// Whether people can be allocated to a team in a month.
pub(super) fn exists(team: usize, month: usize, changes: Changes) -> bool {
    match TEAMS[team].part {
        Part::Merging => month < changes.merger_month,
        Part::Merged => month >= changes.merger_month,
        _ => true,
    }
}

/// The name that a team goes by on a date.
pub(super) fn name_on(team: usize, day: NaiveDate, changes: Changes) -> &'static str {
    match TEAMS[team].part {
        Part::Renamed(former) if day < changes.renaming => former,
        _ => TEAMS[team].name,
    }
}

const fn team(name: &'static str, service: &'static str, weight: f64, start: f64, end: f64) -> Team {
    Team {
        name,
        service,
        part: Part::Ordinary,
        weight,
        start,
        end,
    }
}

/// The share of new people that a team takes: the merged team inherits both.
pub(super) fn weight(team: usize, month: usize, changes: Changes) -> f64 {
    if !exists(team, month, changes) {
        return 0.0;
    }
    match TEAMS[team].part {
        Part::Merged => TEAMS.iter().filter(|team| team.part == Part::Merging).map(|team| team.weight).sum(),
        _ => TEAMS[team].weight,
    }
}
