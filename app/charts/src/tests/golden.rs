//! Every chart at every width, byte for byte. `UPDATE_GOLDEN=1` writes the files anew: look at them before committing.

use super::fixtures;
use crate::{Error, Figure, Width};
use domain::{
    Answer,
    questions::{ForecastRow, SpcRow},
};
use std::{env, fs, path::Path};

type Chart = (&'static str, fn(Width) -> Result<Figure, Error>);

pub(super) const CHARTS: [Chart; 46] = [
    ("burn", |width| {
        crate::burn(&fixtures::resources::burn(), &fixtures::resources::courses(4), width)
    }),
    ("burn_by_workstream", |width| {
        crate::burn_by_workstream(&fixtures::resources::workstreams(), width)
    }),
    ("cost_per_number", |width| {
        crate::cost_per_number(&fixtures::resources::costs(), width)
    }),
    ("coverage", |width| crate::coverage(&fixtures::coverage(), width)),
    ("capture_spc", |width| crate::capture_spc(&fixtures::process::capture(), &[], width)),
    ("team_funnel", |width| {
        crate::team_funnel(&fixtures::funnel(fixtures::teams()), width)
    }),
    ("team_funnel_137", |width| {
        crate::team_funnel(&fixtures::funnel(fixtures::many_teams(137)), width)
    }),
    ("coverage_spc_of_two", |width| {
        crate::coverage_spc(&fixtures::process::coverage_of_two(), &[], width)
    }),
    ("net_gain_spc", |width| {
        crate::net_gain_spc(&fixtures::process::net_gain(), &[], width)
    }),
    ("coverage_spc_260_weeks", |width| {
        crate::coverage_spc(&fixtures::process::coverage_process(260), &[], width)
    }),
    ("capture_spc_annotated", |width| {
        crate::capture_spc(&fixtures::process::capture(), &fixtures::annotations::annotations(), width)
    }),
    ("net_gain_spc_annotated_often", |width| {
        crate::net_gain_spc(&fixtures::process::net_gain(), &fixtures::annotations::many_annotations(31), width)
    }),
    ("coverage_trend_annotated", |width| {
        crate::coverage_trend(&fixtures::trend_after_history(), &fixtures::annotations::annotations(), width)
    }),
    ("capture_spc_260_weeks", |width| {
        crate::capture_spc(
            &fixtures::process::capture_of_weeks(260),
            &fixtures::annotations::annotations(),
            width,
        )
    }),
    ("coverage_spc_flat", |width| {
        crate::coverage_spc(&fixtures::process::flat_process(), &[], width)
    }),
    ("coverage_of_a_team", |width| {
        crate::coverage(&fixtures::coverage_of_a_team(), width)
    }),
    ("coverage_trend", |width| crate::coverage_trend(&fixtures::trend(), &[], width)),
    ("coverage_trend_after_history", |width| {
        crate::coverage_trend(&fixtures::trend_after_history(), &[], width)
    }),
    ("coverage_trend_260_weeks", |width| {
        crate::coverage_trend(&fixtures::weekly_trend(260), &[], width)
    }),
    ("coverage_trend_of_history", |width| {
        crate::coverage_trend(&fixtures::trend_of_history(), &[], width)
    }),
    ("coverage_trend_verified", |width| {
        crate::coverage_trend(&fixtures::trend_by_verified(), &[], width)
    }),
    ("coverage_by_team", |width| crate::coverage_by_team(&fixtures::teams(), width)),
    ("coverage_by_team_137", |width| {
        crate::coverage_by_team(&fixtures::many_teams(137), width)
    }),
    ("coverage_by_team_long_names", |width| {
        crate::coverage_by_team(&fixtures::teams_with_long_names(), width)
    }),
    ("breakdown", |width| crate::breakdown(&fixtures::by_age(), width)),
    ("breakdown_of_a_team", |width| {
        crate::breakdown(&fixtures::by_support_reason(), width)
    }),
    ("forecast", |width| forecast(fixtures::forecast::range(), width)),
    ("forecast_beyond_the_horizon", |width| {
        forecast(fixtures::forecast::open_range(), width)
    }),
    ("forecast_slowing", |width| forecast(fixtures::forecast::slowing(), width)),
    ("forecast_reached", |width| forecast(fixtures::forecast::reached(), width)),
    ("match_rate_trend", |width| {
        crate::match_rate_trend(&fixtures::matching::rates(), width)
    }),
    ("outcome_mix", |width| crate::outcome_mix(&fixtures::matching::outcomes(), width)),
    ("match_by_completeness", |width| {
        crate::match_by_completeness(&fixtures::matching::completeness(), width)
    }),
    ("match_by_team", |width| {
        crate::match_by_team(&fixtures::matching::by_team(31), width)
    }),
    ("milestones", |width| crate::milestones(&fixtures::governance::milestones(), width)),
    ("milestones_40", |width| {
        crate::milestones(&fixtures::governance::many_milestones(40), width)
    }),
    ("movement", |width| crate::movement(&fixtures::movement(), width)),
    ("movement_of_a_team", |width| {
        crate::movement(&fixtures::movement_of_a_team(), width)
    }),
    ("movement_by_team", |width| {
        crate::movement_by_team(&fixtures::movement_by_team(26), width)
    }),
    ("movement_by_team_137", |width| {
        crate::movement_by_team(&fixtures::movement_by_team(137), width)
    }),
    ("options", |width| crate::options(&fixtures::options::routes(), width)),
    ("options_without_dates", |width| {
        crate::options(&fixtures::options::routes_without_dates(), width)
    }),
    ("option_projection", |width| {
        crate::option_projection(&fixtures::options::projection(), width)
    }),
    ("record_states", |width| crate::record_states(&fixtures::states(), width)),
    ("record_states_over_time", |width| {
        crate::record_states(&fixtures::states_over_time(), width)
    }),
    ("record_states_two_dates", |width| {
        let mut answer = fixtures::states_over_time();
        answer.rows.truncate(18);
        crate::record_states(&answer, width)
    }),
];

fn forecast((answer, points): (Answer<ForecastRow>, Vec<SpcRow>), width: Width) -> Result<Figure, Error> {
    crate::forecast(&answer, &points, width)
}

#[test]
fn charts_are_as_they_were_looked_at() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/golden");
    for (name, chart) in CHARTS {
        for width in Width::ALL {
            let figure = chart(width).unwrap();
            check(&folder.join(format!("{name}.{}.svg", width.name())), &figure.svg);
        }
        check(
            &folder.join(format!("{name}.document.svg")),
            &chart(Width::Wide).unwrap().document(),
        );
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    for (name, chart) in CHARTS {
        for width in Width::ALL {
            let (once, again) = (chart(width).unwrap(), chart(width).unwrap());
            assert_eq!(once.svg, again.svg, "{name}");
            assert_eq!(once.document(), again.document(), "{name}");
        }
    }
}

fn check(path: &Path, svg: &str) {
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, svg).unwrap();
        return;
    }
    let golden = fs::read_to_string(path).unwrap_or_default();
    assert!(
        svg == golden,
        "{} differs; look at it, then run the test with UPDATE_GOLDEN=1",
        path.display()
    );
}
