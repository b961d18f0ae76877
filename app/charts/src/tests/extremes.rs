//! Rows at the edges: none, one, many, all at target, names with markup in them.

use super::{
    fixtures::{self, answer, date, history, many_teams, states_at, team, trend_row, weekly_trend},
    golden::CHARTS,
};
use crate::{Error, Figure, Width, breakdown, capture_spc, coverage, coverage_by_team, coverage_trend, movement, record_states, theme};
use domain::questions::{BreakdownRow, CoverageRow, MilestoneRow, MovementRow, StateRow, TeamRow, TrendRow};

/// Words stand apart from each other and inside the drawing, and the document is well formed.
fn check(name: &str, draw: impl Fn(Width) -> Result<Figure, Error>) {
    for width in Width::ALL {
        let figure = draw(width).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (right, bottom) = figure.size();
        let words = figure.words();
        for (at, area) in words.iter().enumerate() {
            let inside = area.left >= -1.0 && area.top >= -3.0 && area.right <= right + 1.0 && area.bottom <= bottom + 3.0;
            assert!(inside, "{name} {}: {area:?} runs out of {right} × {bottom}", width.name());
            let covered = words[..at].iter().find(|other| other.overlaps(area));
            assert!(covered.is_none(), "{name} {}: {area:?} covers {covered:?}", width.name());
        }
        for svg in [&figure.svg, &figure.document()] {
            assert!(
                !svg.contains("style=") && !svg.contains("NaN") && !svg.contains("<script"),
                "{name}"
            );
        }
    }
}

#[test]
fn words_stand_apart_in_every_chart() {
    for (name, chart) in CHARTS {
        check(name, chart);
    }
}

#[test]
fn nothing_to_draw_is_said_in_a_sentence() {
    let sentence = |error: Result<Figure, Error>| {
        assert!(matches!(error, Err(Error::Nothing(text)) if text.contains(' ')), "{error:?}");
    };
    for width in Width::ALL {
        sentence(coverage(&answer("coverage", Vec::<CoverageRow>::new()), width));
        sentence(coverage_trend(&answer("coverage_trend", Vec::<TrendRow>::new()), &[], width));
        sentence(coverage_trend(
            &answer("coverage_trend", vec![trend_row(date(2026, 10, 31), 0, 0)]),
            &[],
            width,
        ));
        sentence(coverage_by_team(&answer("coverage_by_team", Vec::<TeamRow>::new()), width));
        sentence(breakdown(&answer("breakdown", Vec::<BreakdownRow>::new()), width));
        sentence(crate::milestones(&answer("milestones", Vec::<MilestoneRow>::new()), width));
        sentence(movement(&answer("movement", Vec::<MovementRow>::new()), width));
        sentence(record_states(&answer("record_states", Vec::<StateRow>::new()), width));
        sentence(crate::burn(&answer("burn", Vec::new()), &[], width));
        sentence(crate::burn_by_workstream(&answer("burn_by_workstream", Vec::new()), width));
        sentence(crate::cost_per_number(&answer("cost_per_number", Vec::new()), width));
    }
}

#[test]
fn milestones_of_any_number() {
    for count in [1, 2, 24, 25, 120] {
        check(&format!("{count} milestones"), |width| {
            crate::milestones(&fixtures::governance::many_milestones(count), width)
        });
    }
}

#[test]
fn counts_of_any_size() {
    for in_scope in [1, 40, 9_000, 1_197_926, 61_806_682] {
        let mut answer = fixtures::coverage();
        let row = &mut answer.rows[0];
        (row.in_scope, row.covered) = (in_scope, in_scope * 86 / 100);
        (row.recorded, row.verified) = (Some(in_scope), Some(0));
        row.records_to_go = row.target.records_to_go(row.covered, in_scope);
        check(&format!("{in_scope} records"), |width| coverage(&answer, width));
    }
}

#[test]
fn trends_of_any_length() {
    for weeks in [1, 2, 3, 5, 8, 13, 26, 52, 104, 260] {
        check(&format!("{weeks} weeks"), |width| coverage_trend(&weekly_trend(weeks), &[], width));
    }
}

#[test]
fn trends_at_the_edges() {
    let rows = |covered: i64| {
        (1..=12)
            .map(|month| trend_row(date(2026, month, 28), 500, covered))
            .collect::<Vec<_>>()
    };
    check("all at 100%", |width| {
        coverage_trend(&answer("coverage_trend", rows(500)), &[], width)
    });
    check("all at 0%", |width| coverage_trend(&answer("coverage_trend", rows(0)), &[], width));
    check("all at target", |width| {
        coverage_trend(&answer("coverage_trend", rows(475)), &[], width)
    });
    check("only earlier counts", |width| {
        coverage_trend(&answer("coverage_trend", rows(440).into_iter().map(history).collect()), &[], width)
    });
    check("one earlier count", |width| {
        coverage_trend(
            &answer("coverage_trend", vec![history(trend_row(date(2026, 1, 31), 7, 5))]),
            &[],
            width,
        )
    });
}

#[test]
fn plans_of_any_number() {
    for revisions in [0, 1, 2, 5, 6, 7, 12] {
        check(&format!("{revisions} plans"), |width| {
            crate::burn(&fixtures::resources::burn(), &fixtures::resources::courses(revisions), width)
        });
    }
    let mut unspent = fixtures::resources::burn();
    for row in &mut unspent.rows {
        (row.actual_minutes, row.cumulative_actual_minutes, row.cumulative_actual_pence) = (None, None, None);
    }
    check("nothing spent", |width| {
        crate::burn(&unspent, &fixtures::resources::courses(2), width)
    });
    let mut hours = fixtures::resources::workstreams();
    hours.rows.iter_mut().for_each(|row| (row.actual_pence, row.partner_pence) = (0, 0));
    hours.rows.truncate(1);
    check("hours alone", |width| crate::burn_by_workstream(&hours, width));
}

#[test]
fn a_readers_date_of_any_kind() {
    for reach_by in [date(2026, 10, 31), date(2026, 11, 7), date(2027, 9, 29), date(2150, 3, 31)] {
        let (mut answer, points) = fixtures::forecast::range();
        let row = &mut answer.rows[0];
        row.reach_by = reach_by;
        row.needed_each_week = (reach_by > row.last_snapshot).then_some(1);
        check(&format!("by {reach_by}"), |width| crate::forecast(&answer, &points, width));
    }
}

#[test]
fn any_number_of_teams() {
    for count in [1, 2, 26, 40, 41, 137] {
        check(&format!("{count} teams"), |width| coverage_by_team(&many_teams(count), width));
    }
    check("all at target", |width| {
        coverage_by_team(&answer("coverage_by_team", vec![team("A", 10, 10), team("B", 0, 0)]), width)
    });
    let mut still = fixtures::movement_by_team(1);
    still.rows[0].change = 0;
    check("no team moved", |width| crate::movement_by_team(&still, width));
    check("a million to go", |width| {
        coverage_by_team(&answer("coverage_by_team", vec![team("A", 2_000_000, 0)]), width)
    });
}

#[test]
fn names_with_markup_stay_words() {
    let svg = coverage_by_team(&fixtures::teams_with_long_names(), Width::Wide)
        .unwrap()
        .document();
    assert!(
        svg.contains("&amp;") && svg.contains("&lt;North&gt;") && svg.contains('é') && !svg.contains("<North>") && !svg.contains('\u{1}')
    );
}

#[test]
fn bridges_at_the_edges() {
    let still = |covered: i64| {
        let mut answer = fixtures::movement();
        answer.rows.retain(|row| row.covered > 8_000);
        answer.rows.iter_mut().for_each(|row| row.covered = covered);
        answer
    };
    check("nothing moved", |width| movement(&still(8_000), width));
    check("nobody there", |width| movement(&still(0), width));
}

#[test]
fn states_at_the_edges() {
    let day = date(2026, 10, 31);
    check("all verified", |width| {
        record_states(&answer("record_states", states_at(day, [0, 0, 0, 0, 0, 0, 0, 0, 9])), width)
    });
    check("all missing", |width| {
        record_states(&answer("record_states", states_at(day, [9, 0, 0, 0, 0, 0, 0, 0, 0])), width)
    });
    let two = [
        states_at(date(2026, 9, 30), [1; 9]),
        states_at(day, [0, 0, 0, 0, 0, 0, 0, 0, 9_000_000]),
    ]
    .concat();
    check("two dates", |width| record_states(&answer("record_states", two.clone()), width));
}

#[test]
fn drawings_use_the_palette_and_nothing_else() {
    let palette: Vec<String> = theme::PALETTE.iter().map(|colour| colour.hex()).collect();
    for (at, colour) in palette.iter().enumerate() {
        assert!(!palette[..at].contains(colour), "{colour} has two meanings");
    }
    for (name, chart) in CHARTS {
        for width in Width::ALL {
            let svg = chart(width).unwrap().document();
            for (at, _) in svg.match_indices("=\"#") {
                let colour = &svg[at + 2..at + 9];
                assert!(palette.iter().any(|known| known == colour), "{name}: {colour}");
            }
        }
    }
}

#[test]
fn any_number_of_annotations_stands_apart() {
    for count in [1, 2, 10, 11, 25, 26, 150] {
        let annotations = fixtures::annotations::many_annotations(count);
        check(&format!("{count} annotations of a process"), |width| {
            capture_spc(&fixtures::process::capture(), &annotations, width)
        });
        check(&format!("{count} annotations of a trend"), |width| {
            coverage_trend(&fixtures::trend(), &annotations, width)
        });
    }
    let rows = vec![trend_row(date(2026, 1, 31), 500, 400)];
    let on_the_day = vec![fixtures::annotations::annotation(date(2026, 1, 31), None, "On the only day", true); 30];
    check("one date", |width| {
        coverage_trend(&answer("coverage_trend", rows.clone()), &on_the_day, width)
    });
}
