//! The icons of tables: the two of Making Data Count, drawn by us, as the charts have them (`app/charts/src/spc/icons.rs`), and where an
//! item of the checklist stands.

use domain::{
    questions::{Assurance, PointType},
    register::ReadinessState,
};

/// What the latest point says: up or down is the side on which the process moved.
pub(crate) fn variation_icon(variation: PointType, is_upwards: bool) -> String {
    let kind = match variation {
        PointType::CommonCause => "common",
        PointType::SpecialCauseImprovement => "improvement",
        PointType::SpecialCauseConcern => "concern",
    };
    let is_special = variation != PointType::CommonCause;
    let dots = match (is_special, is_upwards) {
        (false, _) => [(-8, 2), (-4, -3), (0, 2), (4, -3), (8, 2)],
        (true, true) => [(-8, 5), (-4, 2), (0, 5), (4, 0), (8, -4)],
        (true, false) => [(-8, -5), (-4, -2), (0, -5), (4, 0), (8, 4)],
    };
    let mut drawn = String::new();
    for (at, (x, y)) in dots.into_iter().enumerate() {
        let class = if is_special && at > 2 { "icon__signal" } else { "icon__dot" };
        drawn.push_str(&format!(r#"<circle class="{class}" cx="{x}" cy="{y}" r="2"/>"#));
    }
    if is_special {
        let (letter, y) = if is_upwards { ("H", -2) } else { ("L", 11) };
        drawn.push_str(&lettered(letter, -4, y));
    }
    ringed(kind, &drawn)
}

/// Whether the process, a wave, lies above its target, below it, or around it.
pub(crate) fn assurance_icon(assurance: Assurance) -> String {
    // How far below the middle the wave, the target and the letter's foot stand.
    let (kind, letter, wave, target, foot) = match assurance {
        Assurance::Pass => ("improvement", "P", 1.5, 8.0, -2),
        Assurance::Fail => ("concern", "F", 7.0, -8.5, 3),
        Assurance::HitOrMiss => ("common", "?", 4.0, 4.5, -1),
    };
    let points: Vec<_> = [2.0, -1.0, 2.0, -1.0, 2.0]
        .into_iter()
        .zip([-9.0, -4.5, 0.0, 4.5, 9.0])
        .map(|(y, x)| format!("{x},{}", wave + y))
        .collect();
    let drawn = format!(
        r#"<polyline class="icon__wave" points="{}"/><line class="icon__target" x1="-9" y1="{target}" x2="9" y2="{target}"/>{}"#,
        points.join(" "),
        lettered(letter, 0, foot)
    );
    ringed(kind, &drawn)
}

/// Where an item of the checklist stands: a tick, dots, a cross, an exclamation mark, a question mark, a dash.
#[must_use]
pub(crate) fn state_icon(state: ReadinessState) -> String {
    let wave = |points: &str| format!(r#"<polyline class="icon__wave" points="{points}"/>"#);
    match state {
        ReadinessState::Met => ringed("improvement", &wave("-7,0 -2,5 7,-5")),
        ReadinessState::InProgress => {
            let dots = [-6, 0, 6].map(|x| format!(r#"<circle class="icon__dot" cx="{x}" r="2"/>"#));
            ringed("common", &dots.concat())
        }
        ReadinessState::Missing => ringed("concern", &wave("-6,-6 6,6 0,0 -6,6 6,-6")),
        ReadinessState::Lapsed => ringed("concern", &lettered("!", 0, 4)),
        ReadinessState::NotRecorded => ringed("common", &lettered("?", 0, 4)),
        ReadinessState::NotNeeded => ringed("common", &wave("-6,0 6,0")),
    }
}

fn ringed(kind: &str, drawn: &str) -> String {
    format!(
        r#"<svg class="icon icon--{kind}" viewBox="-17 -17 34 34" width="34" height="34" aria-hidden="true"><circle class="icon__ring" r="13.75"/>{drawn}</svg>"#
    )
}

fn lettered(letter: &str, x: i32, y: i32) -> String {
    format!(r#"<text class="icon__letter" x="{x}" y="{y}">{letter}</text>"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_verdict_has_a_drawing_of_its_own_in_shape_and_not_in_colour_alone() {
        let variations = PointType::ALL
            .iter()
            .flat_map(|kind| [true, false].map(|up| variation_icon(*kind, up)));
        let mut all: Vec<_> = variations
            .chain(Assurance::ALL.iter().map(|kind| assurance_icon(*kind)))
            .chain(ReadinessState::ALL.iter().map(|state| state_icon(*state)))
            .collect();
        assert!(
            all.iter()
                .all(|svg| svg.starts_with("<svg ") && svg.ends_with("</svg>") && !svg.contains("style="))
        );
        // Without the class that colours them.
        for svg in &mut all {
            for kind in ["common", "improvement", "concern"] {
                *svg = svg.replace(&format!(" icon--{kind}"), "");
            }
        }
        all.sort();
        all.dedup();
        // Common cause has one shape; improvement upwards and concern upwards differ by colour and word.
        assert_eq!(all.len(), 3 + Assurance::ALL.len() + ReadinessState::ALL.len());
    }
}
