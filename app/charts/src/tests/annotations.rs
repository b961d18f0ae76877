//! Numbered marks, and the texts below the chart.

use super::fixtures::{self, annotations::annotation, answer, date, trend_row};
use crate::{Figure, Width, capture_spc, coverage_trend};
use domain::questions::AnnotationRow;

fn texts(figure: &Figure) -> Vec<(usize, &str)> {
    let texts = figure.annotations.iter();
    texts.map(|annotation| (annotation.number, annotation.text.as_str())).collect()
}

fn trend(annotations: &[AnnotationRow]) -> Figure {
    let rows = (1..=12).map(|month| trend_row(date(2026, month, 28), 500, 400)).collect();
    coverage_trend(&answer("coverage_trend", rows), annotations, Width::Wide).unwrap()
}

#[test]
fn those_of_the_period_are_numbered_by_date() {
    let figure = trend(&[
        annotation(date(2026, 12, 29), None, "after the last date", false),
        annotation(date(2026, 12, 28), None, "on the last date", false),
        annotation(date(2026, 3, 3), None, "New extract from Mosaic", true),
        annotation(date(2026, 3, 3), None, "Another form", false),
        annotation(date(2026, 1, 28), None, "on the first date", false),
        annotation(date(2026, 1, 27), None, "before the first date", true),
    ]);
    assert_eq!(
        texts(&figure),
        [
            (1, "28 January 2026: on the first date"),
            (2, "3 March 2026: New extract from Mosaic (limits calculated anew)"),
            (3, "3 March 2026: Another form"),
            (4, "28 December 2026: on the last date"),
        ]
    );
}

#[test]
fn marks_texts_and_description_have_the_same_numbers() {
    for (figure, before) in [
        (
            capture_spc(&fixtures::process::capture(), &fixtures::annotations::annotations(), Width::Wide).unwrap(),
            capture_spc(&fixtures::process::capture(), &[], Width::Wide).unwrap(),
        ),
        (
            coverage_trend(&fixtures::trend(), &fixtures::annotations::annotations(), Width::Narrow).unwrap(),
            coverage_trend(&fixtures::trend(), &[], Width::Narrow).unwrap(),
        ),
    ] {
        assert_eq!(figure.annotations.len(), 4);
        let document = figure.document();
        for (number, text) in texts(&figure) {
            let said = format!("Annotation {number}, {text}");
            let read: Vec<_> = figure.marks().iter().filter(|mark| mark.text.starts_with(&said)).collect();
            assert_eq!(read.len(), 1, "{said}");
            assert!(figure.description.contains(&said), "{}", figure.description);
            let number = format!("\n{number}</text>");
            assert!(figure.svg.replace("\">", "\">\n").contains(&number) && document.replace("\">", "\">\n").contains(&number));
        }
        let opening = "15 November 2025: Batch tracing begins (limits calculated anew)";
        assert!(document.contains(opening) && !figure.svg.contains(&format!(">{opening}")));
        // A chart with marks is taller by their rows and otherwise the same.
        assert!(figure.size().1 > before.size().1);
        assert!(before.annotations.is_empty() && figure.description.starts_with(&before.description));
        assert_eq!(figure.marks().len(), before.marks().len() + 4);
    }
}

#[test]
fn marks_are_read_between_the_points_around_them() {
    let figure = trend(&[annotation(date(2026, 3, 3), None, "New extract", false)]);
    let read: Vec<_> = figure.marks().iter().map(|mark| mark.text.as_str()).collect();
    assert!(read[1].starts_with("28 February 2026: ") && read[3].starts_with("28 March 2026: "));
    assert_eq!(read[2], "Annotation 1, 3 March 2026: New extract.");
}

#[test]
fn an_annotation_names_whom_it_is_about_unless_the_chart_does() {
    let annotations = [None, Some("Localities"), Some("North")].map(|scope| annotation(date(2026, 3, 3), scope, "Something", false));
    let said = |team: Option<&str>, service: Option<&str>| {
        let mut answer = answer("coverage_trend", vec![trend_row(date(2026, 3, 3), 500, 400)]);
        answer.filter.team = team.map(str::to_owned);
        answer.filter.service = service.map(str::to_owned);
        let figure = coverage_trend(&answer, &annotations, Width::Wide).unwrap();
        figure
            .annotations
            .iter()
            .map(|annotation| annotation.text.replace("3 March 2026", "").replace(": Something", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(None, None), ["", ", Localities", ", North"]);
    assert_eq!(said(None, Some("Localities")), [", whole council", "", ", North"]);
    assert_eq!(said(Some("North"), Some("Localities")), [", whole council", ", Localities", ""]);
}
