//! How each question of [`domain`] is answered.

use crate::{About, Answerable, Columns, answerable::Holds};
use domain::{
    Filter, Kind, NOT_RECORDED, NumberSource, NumberStatus, Party, Phase, Question as _, RecordState, Severity, Workstream,
    for_each_question,
    questions::{
        AnnotationRow, Annotations, Breakdown, BreakdownRow, Burn, BurnByOrganisation, BurnByOrganisationRow, BurnByRole, BurnByRoleRow,
        BurnByWorkstream, BurnByWorkstreamRow, BurnRow, CleansingQueue, CleansingQueueRow, Coverage, CoverageRow, CoverageTrend,
        DataIssueRow, DataIssues, ExemptionReasonRow, ExemptionReasons, Flow, FlowRow, LoadRow, Loads, Movement, MovementByTeam,
        MovementRow, MovementStep, PlanCourseRow, PlanCourses, PlanRevisionRow, PlanRevisions, Provenance, QueueFlow, QueueFlowRow,
        RecordStates, RegisterDecisionRow, RegisterDecisions, RiskRow, Risks, StateRow, TeamMovementRow, TransferRow, Transfers, TrendRow,
        Worklist, WorklistRow,
    },
    queue::{QueueReason, QueueState, Waiting},
    register::{EntryStatus, ExemptionReason, ReadinessItem, TransferState},
    trace::{Owner, Route, Service},
};

/// How the question of that name is counted and what it leaves out, in plain English; none if there is no such question.
#[must_use]
pub fn note(question: &str) -> Option<&'static str> {
    macro_rules! notes {
        ($($question:ty),+ $(,)?) => {
            match question {
                $(name if name == <$question>::NAME => Some(<$question as Answerable>::NOTE),)+
                _ => None,
            }
        };
    }
    for_each_question!(notes)
}

/// Implements [`Answerable`]: the two files of that name, what it is about, and every field with the way it is read.
macro_rules! answerable {
    ($question:ident = $row:ident from $name:literal about $about:ident $(apart $apart:literal)? $(arranged $arrange:path)? { $($field:ident: $read:ident $(($($argument:expr),+))?;)+ }) => {
        impl Answerable for $question {
            const SQL: &'static str = include_str!(concat!("../sql/questions/", $name, ".sql"));
            $(const SQL_APART: &'static str = include_str!(concat!("../sql/apart/", $apart, ".sql"));)?
            const NOTE: &'static str = include_str!(concat!("../sql/questions/", $name, ".md"));
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            const HOLDS: &'static [Holds] = &[$(Holds::read_by(stringify!($read))),+];
            const ABOUT: About = About::$about;

            type Read = $row;

            fn read(columns: &Columns<'_>) -> duckdb::Result<$row> {
                Ok($row { $($field: columns.$read(stringify!($field) $($(, $argument)+)?)?),+ })
            }

            #[allow(unused_mut, reason = "only some questions have an order to be put in")]
            fn finish(mut read: Vec<$row>, _filter: &Filter) -> Vec<$row> {
                $($arrange(&mut read, _filter);)?
                read
            }
        }
    };
}

answerable!(Coverage = CoverageRow from "coverage" about Date {
    as_at: date;
    provenance: named(Provenance::from_name);
    in_scope: count;
    recorded: maybe_count;
    covered: count;
    verified: maybe_count;
    exempt: maybe_count;
    target: target;
    records_to_go: count;
    previous_as_at: maybe_date;
    previous_in_scope: maybe_count;
    previous_covered: maybe_count;
});

answerable!(CoverageTrend = TrendRow from "coverage_trend" about Period {
    as_at: date;
    provenance: named(Provenance::from_name);
    in_scope: count;
    recorded: maybe_count;
    covered: count;
    verified: maybe_count;
    target: target;
    records_to_go: count;
});

answerable!(RecordStates = StateRow from "record_states" about States {
    as_at: date;
    state: named(RecordState::from_name);
    records: count;
    in_scope: count;
});

answerable!(Breakdown = BreakdownRow from "breakdown" about Date arranged ranked {
    group: text_or(NOT_RECORDED);
    in_scope: count;
    recorded: count;
    covered: count;
    verified: count;
    target: target;
    records_to_go: count;
});

fn ranked(rows: &mut [BreakdownRow], filter: &Filter) {
    filter.by.arrange(rows);
}

answerable!(Movement = MovementRow from "movement" about Pair apart "movement" {
    step: named(MovementStep::from_name);
    source: maybe_named(NumberSource::from_name);
    people: count;
    in_scope: count;
    covered: count;
});

answerable!(MovementByTeam = TeamMovementRow from "movement_by_team" about Pair apart "movement_by_team" {
    team: text;
    opening: count;
    gained: count;
    lost: count;
    people: count;
    exemptions: count;
    closing: count;
    change: count;
});

answerable!(Flow = FlowRow from "flow" about Period {
    as_at: date;
    previous: date;
    joined: count;
    joined_with_number: count;
    gained: count;
    lost: count;
    net_gain: count;
});

answerable!(Worklist = WorklistRow from "worklist" about People arranged longest_first {
    person_id: text;
    state: named(RecordState::from_name);
    status: named(NumberStatus::from_name);
    since: date;
});

/// DuckDB takes longer to sort a thousand ids than to find them.
fn longest_first(rows: &mut [WorklistRow], _: &Filter) {
    rows.sort_unstable_by(|one, other| (one.since, &one.person_id).cmp(&(other.since, &other.person_id)));
}

answerable!(CleansingQueue = CleansingQueueRow from "cleansing_queue" about Queue {
    reason: named(QueueReason::from_name);
    state: named(QueueState::from_name);
    owner: named(Owner::from_name);
    waiting: named(Waiting::from_name);
    people: count;
    oldest: date;
});

answerable!(QueueFlow = QueueFlowRow from "queue_flow" about Period {
    month: date;
    entered: count;
    left: count;
    left_verified: count;
    left_closed: count;
    left_answered: count;
    left_settled: count;
    left_out_of_scope: count;
    open: count;
    median_days: maybe_count;
    p90_days: maybe_count;
});

answerable!(Burn = BurnRow from "burn" about Effort {
    period: date;
    actual_minutes: maybe_minutes;
    actual_pence: maybe_pence;
    uncosted_minutes: maybe_minutes;
    partner_minutes: maybe_minutes;
    partner_pence: maybe_pence;
    planned_minutes: maybe_minutes;
    planned_pence: maybe_pence;
    cumulative_actual_minutes: maybe_minutes;
    cumulative_actual_pence: maybe_pence;
    cumulative_uncosted_minutes: maybe_minutes;
    cumulative_planned_minutes: maybe_minutes;
    cumulative_planned_pence: maybe_pence;
});

answerable!(PlanCourses = PlanCourseRow from "plan_courses" about Effort {
    revision: count;
    revised: date;
    period: date;
    planned_minutes: minutes;
    planned_pence: pence;
    cumulative_minutes: minutes;
    cumulative_pence: pence;
});

answerable!(BurnByWorkstream = BurnByWorkstreamRow from "burn_by_workstream" about Effort {
    period: date;
    workstream: named(Workstream::from_name);
    phase: named(Phase::from_name);
    actual_minutes: minutes;
    actual_pence: pence;
    uncosted_minutes: minutes;
    partner_minutes: minutes;
    partner_pence: pence;
    planned_minutes: maybe_minutes;
    planned_pence: maybe_pence;
});

answerable!(BurnByRole = BurnByRoleRow from "burn_by_role" about Effort {
    period: date;
    role: text_or(NOT_RECORDED);
    organisation: named(Party::from_name);
    actual_minutes: minutes;
    actual_pence: pence;
    uncosted_minutes: minutes;
    planned_minutes: maybe_minutes;
    planned_pence: maybe_pence;
});

answerable!(BurnByOrganisation = BurnByOrganisationRow from "burn_by_organisation" about Effort {
    period: date;
    organisation: named(Party::from_name);
    actual_minutes: minutes;
    actual_pence: pence;
    uncosted_minutes: minutes;
    planned_minutes: maybe_minutes;
    planned_pence: maybe_pence;
});

answerable!(PlanRevisions = PlanRevisionRow from "plan_revisions" about Effort {
    revision: count;
    revised: date;
    reason: maybe_text;
    starts: date;
    ends: date;
    minutes: minutes;
    pence: pence;
    uncosted_minutes: minutes;
    change_minutes: maybe_minutes;
    change_pence: maybe_pence;
    spent_minutes: minutes;
    spent_pence: pence;
    to_date_minutes: minutes;
    to_date_pence: pence;
    actual_minutes: minutes;
    actual_pence: pence;
    actual_uncosted_minutes: minutes;
    actual_until: maybe_date;
});

answerable!(Transfers = TransferRow from "transfers" about Register {
    state: named(TransferState::from_name);
    batch: maybe_text;
    entries: maybe_text;
    title: maybe_text;
    service: maybe_named(Service::from_name);
    route: maybe_named(Route::from_name);
    organisation: maybe_text;
    reference: maybe_text;
    sent_on: maybe_date;
    returned_on: maybe_date;
    records: maybe_count;
});

answerable!(RegisterDecisions = RegisterDecisionRow from "register_decisions" about Register {
    id: text;
    title: text;
    owner: maybe_text;
    status: named(EntryStatus::from_name);
    due: maybe_date;
    done: maybe_date;
    expires: maybe_date;
    evidence: maybe_text;
    depends_on: maybe_text;
    item: maybe_named(ReadinessItem::from_name);
});

answerable!(Risks = RiskRow from "risks" about Register {
    id: text;
    title: text;
    owner: maybe_text;
    status: named(EntryStatus::from_name);
    likelihood: maybe_count;
    impact: maybe_count;
    score: maybe_count;
    realised_on: maybe_date;
    due: maybe_date;
    review: maybe_date;
    evidence: maybe_text;
    depends_on: maybe_text;
});

answerable!(ExemptionReasons = ExemptionReasonRow from "exemption_reasons" about Register {
    reason: named(ExemptionReason::from_name);
    agreed_by: maybe_text;
    people: count;
    in_scope: count;
    within_30_days: count;
    within_90_days: count;
    later: count;
    no_date: count;
    lapsed: count;
    first_agreed: maybe_date;
    last_agreed: maybe_date;
    next_review: maybe_date;
});

answerable!(Annotations = AnnotationRow from "annotations" about Events {
    as_at: date;
    scope: maybe_text;
    text: text;
    rebase: flag;
    load: load;
});

answerable!(Loads = LoadRow from "loads" about Loads {
    load: load;
    kind: named(Kind::from_name);
    as_at: maybe_date;
    file: text;
    format: text;
    loaded_at: text;
    rows_read: count;
    rows_accepted: count;
    rows_refused: count;
    people: maybe_count;
    in_scope: maybe_count;
    unborn: maybe_count;
    child: maybe_count;
    deceased: maybe_count;
    relative: maybe_count;
    not_open: maybe_count;
    sha256: text;
});

answerable!(DataIssues = DataIssueRow from "data_issues" about Loads {
    load: load;
    kind: named(Kind::from_name);
    as_at: maybe_date;
    file: text;
    severity: named(Severity::from_name);
    column: text;
    reason: text;
    text: text;
    rows: count;
    first_line: count;
});
