//! The fields of files about effort: timesheets, plans, rates.

use super::{Field, Known, Need};

/// A timesheet, a row per day or week; or a wide one, whose columns are named by days or weeks, and which then needs neither a date nor hours.
pub(super) const EFFORT: &[Known] = &[
    WORKSTREAM,
    (
        Field::Date,
        Need::OneOf(Field::Week),
        &["date", "day", "workdate", "dateworked", "dateofwork", "timesheetdate"],
    ),
    (
        Field::Week,
        Need::May,
        &["week", "weekcommencing", "wc", "weekbeginning", "wb", "weekstarting", "weekof"],
    ),
    ROLE,
    ORGANISATION,
    (Field::Hours, Need::Must, HOURS),
    (Field::Rate, Need::May, RATE),
    (Field::Cost, Need::May, COST),
];
const WORKSTREAM: Known = (
    Field::Workstream,
    Need::Must,
    &["workstream", "workpackage", "activity", "task", "stream", "typeofwork"],
);
const ROLE: Known = (Field::Role, Need::May, &["role", "jobrole", "jobtitle", "post", "grade"]);
const ORGANISATION: Known = (
    Field::Organisation,
    Need::May,
    &["organisation", "organization", "party", "councilorpartner", "employer"],
);
const HOURS: &[&str] = &[
    "hours",
    "hoursworked",
    "hoursspent",
    "timespent",
    "effort",
    "efforthours",
    "plannedhours",
];
const RATE: &[&str] = &["rate", "rateperhour", "hourlyrate", "costperhour", "poundsperhour"];
const COST: &[&str] = &["cost", "totalcost", "amount", "charge", "plannedcost", "costs"];

/// A plan of one revision or of several.
pub(super) const PLAN: &[Known] = &[
    WORKSTREAM,
    ROLE,
    ORGANISATION,
    (
        Field::From,
        Need::Must,
        &["from", "start", "starts", "startdate", "datefrom", "plannedstart", "plannedfrom"],
    ),
    (
        Field::To,
        Need::Must,
        &["to", "end", "ends", "enddate", "dateto", "plannedend", "plannedto"],
    ),
    (Field::Hours, Need::OneOf(Field::Cost), HOURS),
    (Field::Cost, Need::May, COST),
    (
        Field::Revised,
        Need::May,
        &[
            "revised",
            "revisiondate",
            "revisedon",
            "dateofrevision",
            "plandate",
            "dateofplan",
            "planrevised",
        ],
    ),
    (
        Field::Reason,
        Need::May,
        &["reason", "revisionreason", "reasonforrevision", "reasonforchange", "why"],
    ),
];

/// What an hour of a role costs.
pub(super) const RATES: &[Known] = &[
    (Field::Role, Need::Must, ROLE.2),
    ORGANISATION,
    (Field::Rate, Need::Must, RATE),
    (
        Field::ValidFrom,
        Need::May,
        &["validfrom", "from", "effectivefrom", "datefrom", "startdate"],
    ),
];
