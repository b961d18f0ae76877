use crate::{
    Question,
    effort::{Party, Phase, Workstream},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the work has taken and what was planned, period by period. One row per week or month, oldest first, to the plan's end.
#[derive(Debug, Clone, Copy)]
pub struct Burn;

impl Question for Burn {
    const NAME: &'static str = "burn";
    const TITLE: &'static str = "Effort and cost against plan";
    type Row = BurnRow;
}

/// One period. Effort is none in periods that begin after the last day of effort; what is planned is none where no plan is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnRow {
    /// The period's first day.
    pub period: NaiveDate,
    /// Minutes of work.
    pub actual_minutes: Option<i64>,
    /// What they cost, in pence, as far as a cost or a rate is known.
    pub actual_pence: Option<i64>,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: Option<i64>,
    /// Of the minutes, the partner's.
    pub partner_minutes: Option<i64>,
    /// Of the cost, the partner's, in pence.
    pub partner_pence: Option<i64>,
    /// Minutes by the plan in force.
    pub planned_minutes: Option<i64>,
    /// Their cost, in pence.
    pub planned_pence: Option<i64>,
    /// Minutes of work from the beginning to the period's end.
    pub cumulative_actual_minutes: Option<i64>,
    /// What they cost, in pence.
    pub cumulative_actual_pence: Option<i64>,
    /// Of them, those without cost or rate.
    pub cumulative_uncosted_minutes: Option<i64>,
    /// Minutes planned from the beginning to the period's end.
    pub cumulative_planned_minutes: Option<i64>,
    /// Their cost, in pence.
    pub cumulative_planned_pence: Option<i64>,
}

/// What each revision of the plan expected by when. One row per revision and period, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct PlanCourses;

impl Question for PlanCourses {
    const NAME: &'static str = "plan_courses";
    const TITLE: &'static str = "What each plan expected by when";
    type Row = PlanCourseRow;
}

/// One revision in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCourseRow {
    /// The revision's place, from 1 for the first plan.
    pub revision: i64,
    /// The day of the revision.
    pub revised: NaiveDate,
    /// The period's first day.
    pub period: NaiveDate,
    /// Minutes planned for the period.
    pub planned_minutes: i64,
    /// Their cost, in pence.
    pub planned_pence: i64,
    /// Minutes planned from the plan's beginning to the period's end.
    pub cumulative_minutes: i64,
    /// Their cost, in pence.
    pub cumulative_pence: i64,
}

/// Effort by workstream. One row per period and workstream in which there was or should have been effort, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct BurnByWorkstream;

impl Question for BurnByWorkstream {
    const NAME: &'static str = "burn_by_workstream";
    const TITLE: &'static str = "Effort and cost by workstream";
    type Row = BurnByWorkstreamRow;
}

/// One workstream in one period, up to the last day of effort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnByWorkstreamRow {
    /// The period's first day.
    pub period: NaiveDate,
    /// The part of the work.
    pub workstream: Workstream,
    /// Whether it is needed once or goes on.
    pub phase: Phase,
    /// Minutes of work.
    pub actual_minutes: i64,
    /// What they cost, in pence, as far as a cost or a rate is known.
    pub actual_pence: i64,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: i64,
    /// Of the minutes, the partner's.
    pub partner_minutes: i64,
    /// Of the cost, the partner's, in pence.
    pub partner_pence: i64,
    /// Minutes by the plan in force; none where no plan is loaded.
    pub planned_minutes: Option<i64>,
    /// Their cost, in pence.
    pub planned_pence: Option<i64>,
}

/// Effort by role. One row per period, role and organisation, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct BurnByRole;

impl Question for BurnByRole {
    const NAME: &'static str = "burn_by_role";
    const TITLE: &'static str = "Effort and cost by role";
    type Row = BurnByRoleRow;
}

/// One role of one organisation in one period, up to the last day of effort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnByRoleRow {
    /// The period's first day.
    pub period: NaiveDate,
    /// The role as written; `Not recorded` where no row says it.
    pub role: String,
    /// Whose role it is.
    pub organisation: Party,
    /// Minutes of work.
    pub actual_minutes: i64,
    /// What they cost, in pence, as far as a cost or a rate is known.
    pub actual_pence: i64,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: i64,
    /// Minutes by the plan in force; none where no plan is loaded.
    pub planned_minutes: Option<i64>,
    /// Their cost, in pence.
    pub planned_pence: Option<i64>,
}

/// Effort by organisation. One row per period and organisation, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct BurnByOrganisation;

impl Question for BurnByOrganisation {
    const NAME: &'static str = "burn_by_organisation";
    const TITLE: &'static str = "Effort and cost by organisation";
    type Row = BurnByOrganisationRow;
}

/// The council's or the partner's effort in one period, up to the last day of effort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnByOrganisationRow {
    /// The period's first day.
    pub period: NaiveDate,
    /// Whose effort it is.
    pub organisation: Party,
    /// Minutes of work.
    pub actual_minutes: i64,
    /// What they cost, in pence, as far as a cost or a rate is known.
    pub actual_pence: i64,
    /// Of the minutes, those without cost or rate.
    pub uncosted_minutes: i64,
    /// Minutes by the plan in force; none where no plan is loaded.
    pub planned_minutes: Option<i64>,
    /// Their cost, in pence.
    pub planned_pence: Option<i64>,
}
