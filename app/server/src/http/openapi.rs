//! The description of the API (OpenAPI 3.1), made from the questions, so that it can't lag behind them.

use crate::{briefing, export::Format};
use domain::{Dimension, Exemptions, Filter, Grain, Measure, TeamSort, for_each_question};
use serde_json::{Map, Value, json};
use warehouse::{Answerable, Holds};

/// The whole description.
pub(super) fn document() -> Value {
    let mut described = Described::default();
    macro_rules! each {
        ($($question:ty),+ $(,)?) => { $(described.add::<$question>();)+ };
    }
    for_each_question!(each);
    let Described { mut paths, mut schemas } = described;
    paths.insert("/export/month.zip".to_owned(), month());
    paths.insert("/export/briefing.{extension}".to_owned(), briefing());
    schemas.insert("Lineage".to_owned(), lineage());
    schemas.insert(
        "Filter".to_owned(),
        json!({ "type": "object", "description": "The filter as it was understood." }),
    );
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "NHS Number Coverage",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Do case records hold the NHS number? Every answer names the loads and the generation it comes from. Only GET is answered.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas, "responses": { "Problem": {
            "description": "What is wrong, in which parameter, and what would be right.",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        } } },
    })
}

#[derive(Default)]
struct Described {
    paths: Map<String, Value>,
    schemas: Map<String, Value>,
}

impl Described {
    fn add<Q: Answerable>(&mut self) {
        let (name, row, answer) = (Q::NAME, format!("{}_row", Q::NAME), format!("{}_answer", Q::NAME));
        self.paths.insert(
            format!("/api/v1/{name}"),
            json!({ "get": {
            "operationId": name,
            "summary": Q::TITLE,
            "description": Q::NOTE,
            "parameters": ([filter_parameters(), vec![choice("format", "How the rows come.", &["json", "csv"], "json")]].concat()),
            "responses": responses(&json!({
                "application/json": { "schema": { "$ref": format!("#/components/schemas/{answer}") } },
                "text/csv": { "schema": { "type": "string" } },
            })),
        } }),
        );
        let formats: Map<String, Value> = Format::ALL
            .iter()
            .map(|format| {
                let media = format.content_type().split(';').next().unwrap_or_default();
                (media.to_owned(), json!({}))
            })
            .collect();
        let extensions = Format::ALL.map(Format::name);
        let extension = json!({ "name": "extension", "in": "path", "required": true, "schema": { "enum": extensions } });
        self.paths.insert(
            format!("/export/{name}.{{extension}}"),
            json!({ "get": {
            "operationId": format!("export_{name}"),
            "summary": format!("{} as a file", Q::TITLE),
            "parameters": ([vec![extension], filter_parameters(), picture_parameters(), vec![publication()]].concat()),
            "responses": responses(&Value::Object(formats)),
        } }),
        );
        let fields: Map<String, Value> = Q::COLUMNS
            .iter()
            .zip(Q::HOLDS)
            .map(|(name, holds)| ((*name).to_owned(), field(*holds)))
            .collect();
        self.schemas.insert(
            row.clone(),
            json!({ "type": "object", "required": Q::COLUMNS, "properties": fields }),
        );
        self.schemas.insert(
            answer,
            json!({
                "type": "object",
                "required": ["question", "generation", "as_at", "previous", "filter", "rows", "lineage", "version"],
                "properties": {
                    "question": { "const": name },
                    "generation": { "type": "integer", "description": "Which state of all figures answered." },
                    "as_at": { "type": ["string", "null"], "format": "date", "description": "The date the figures were taken." },
                    "previous": { "type": ["string", "null"], "format": "date", "description": "The latest date with figures before it." },
                    "filter": { "$ref": "#/components/schemas/Filter" },
                    "rows": { "type": "array", "items": { "$ref": format!("#/components/schemas/{row}") } },
                    "restricted": { "type": "integer", "description": "People counted and not listed; only where rows are people." },
                    "lineage": { "type": "array", "items": { "$ref": "#/components/schemas/Lineage" } },
                    "version": { "type": "string", "description": "The software's version." },
                },
            }),
        );
    }
}

/// Any field may be null where the figures don't know it.
fn field(holds: Holds) -> Value {
    match holds {
        Holds::Count | Holds::Number => json!({ "type": ["integer", "null"] }),
        Holds::Minutes => json!({ "type": ["integer", "null"], "description": "In minutes." }),
        Holds::Pence => json!({ "type": ["integer", "null"], "description": "In pence." }),
        Holds::Percent => json!({ "type": ["number", "null"], "description": "In percent." }),
        Holds::Decimal => json!({ "type": ["number", "null"] }),
        Holds::Date => json!({ "type": ["string", "null"], "format": "date" }),
        Holds::Flag => json!({ "type": ["boolean", "null"] }),
        Holds::Text => json!({ "type": ["string", "null"] }),
    }
}

/// Every parameter of the filter, in the order of the filter's own fields.
fn filter_parameters() -> Vec<Value> {
    let Ok(Value::Object(fields)) = serde_json::to_value(Filter::default()) else {
        return Vec::new();
    };
    let grains = names(Grain::ALL, |one| one.name());
    let (measures, exemptions, sorts, dimensions) = (
        names(Measure::ALL, |one| one.name()),
        names(Exemptions::ALL, |one| one.name()),
        names(TeamSort::ALL, |one| one.name()),
        names(Dimension::ALL, |one| one.name()),
    );
    let parameter = |name: String| match name.as_str() {
        "as_at" => date(
            "as_at",
            "The latest date on or before this one that has figures; by default the latest of all.",
        ),
        "from" => date("from", "First date of a period."),
        "to" => date("to", "Last date of a period."),
        "measure" => choice("measure", "Which rung of the ladder is judged.", &measures, "coverage"),
        "exemptions" => choice(
            "exemptions",
            "Whether people with an agreed exemption are counted.",
            &exemptions,
            "included",
        ),
        "sort" => choice("sort", "The order of teams.", &sorts, "records_to_go"),
        "by" => choice("by", "By what breakdown divides people into groups.", &dimensions, "service"),
        "reach_by" => date(
            "reach_by",
            "The date by which forecast says what it takes to reach the target; by default the next 31 March.",
        ),
        "grain" => choice("grain", "The length of the periods over which effort is told.", &grains, "month"),
        other => json!({ "name": other, "in": "query", "schema": { "type": "string" } }),
    };
    let assume = json!({
        "name": "assume",
        "in": "query",
        "description": "Figures of the reader's own for the routes to the target: name:figure with commas between; option_assumptions lists the names.",
        "schema": { "type": "string" },
    });
    fields.into_iter().map(|(name, _)| parameter(name)).chain([assume]).collect()
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| name(*one)).collect()
}

fn picture_parameters() -> Vec<Value> {
    vec![
        choice("scale", "PNG so many times 808 px wide.", &["1", "2", "4"], "2"),
        json!({ "name": "size", "in": "query", "description": "PNG and PDF on a sheet of exactly this size.", "schema": { "enum": ["slide", "half_a4"] } }),
    ]
}

fn publication() -> Value {
    choice(
        "for_publication",
        "Whether disclosure control is applied: csv, xlsx and json of the whole council.",
        &["true", "false"],
        "false",
    )
}

fn month() -> Value {
    let each_team = choice("each_team", "Whether each team has a folder.", &["true", "false"], "false");
    json!({ "get": {
        "operationId": "export_month",
        "summary": "Every table and chart that lists no people, in every format",
        "parameters": ([filter_parameters(), vec![each_team, publication()]].concat()),
        "responses": responses(&json!({ "application/zip": {} })),
    } })
}

fn briefing() -> Value {
    let formats: Map<String, Value> = briefing::Format::ALL
        .iter()
        .map(|format| {
            let media = format.content_type().split(';').next().unwrap_or_default();
            (media.to_owned(), json!({}))
        })
        .collect();
    let extensions = briefing::Format::ALL.map(briefing::Format::name);
    let extension = json!({ "name": "extension", "in": "path", "required": true, "schema": { "enum": extensions } });
    let as_at = date(
        "as_at",
        "The latest date on or before this one that has figures; by default the latest of all.",
    );
    json!({ "get": {
        "operationId": "export_briefing",
        "summary": "The senior management team's paper",
        "parameters": [extension, as_at],
        "responses": responses(&Value::Object(formats)),
    } })
}

fn date(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string", "format": "date" } })
}

fn choice(name: &str, description: &str, values: &[&str], default: &str) -> Value {
    json!({ "name": name, "in": "query", "description": description, "schema": { "enum": values, "default": default } })
}

fn responses(content: &Value) -> Value {
    json!({
        "200": { "description": "The answer.", "content": content },
        "304": { "description": "The reader has it: If-None-Match names its ETag." },
        "400": { "$ref": "#/components/responses/Problem" },
        "404": { "$ref": "#/components/responses/Problem" },
    })
}

fn lineage() -> Value {
    json!({ "type": "object", "required": ["load", "file", "sha256"], "properties": {
        "load": { "type": "integer" },
        "file": { "type": "string", "description": "The source file's name." },
        "sha256": { "type": "string" },
    } })
}

fn problem() -> Value {
    json!({ "type": "object", "required": ["type", "title", "status", "detail"], "properties": {
        "type": { "type": "string" },
        "title": { "type": "string" },
        "status": { "type": "integer" },
        "detail": { "type": "string", "description": "What is wrong and what to do." },
        "parameter": { "type": "string", "description": "The parameter at fault, where one is." },
    } })
}
