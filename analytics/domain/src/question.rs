//! What a question is: a name, the rows that answer it, and nothing else.

use serde::{Serialize, de::DeserializeOwned};

/// One thing that can be asked of the warehouse.
///
/// The name is the same everywhere: this type in snake case, `/api/v1/<name>`, its note `sql/questions/<name>.md`, its query beside
/// that unless it reads the rows of another, the chart, the exports, the command `nhs-coverage report <name>` and the golden answer.
pub trait Question: Send + Sync + 'static {
    /// The name.
    const NAME: &'static str;
    /// The heading under which a reader finds it.
    const TITLE: &'static str;
    /// One row of the answer.
    type Row: Serialize + DeserializeOwned + Clone + std::fmt::Debug + PartialEq + Send + Sync + 'static;
}

/// Calls a macro with every question's type, so that no list of questions is written twice.
#[macro_export]
macro_rules! for_each_question {
    ($callback:ident) => {
        $callback! {
            $crate::questions::Coverage,
            $crate::questions::CoverageTrend,
            $crate::questions::CoverageByTeam,
            $crate::questions::CoverageSpc,
            $crate::questions::CaptureSpc,
            $crate::questions::NetGainSpc,
            $crate::questions::Forecast,
            $crate::questions::TeamFunnel,
            $crate::questions::TeamProcesses,
            $crate::questions::RecordStates,
            $crate::questions::Breakdown,
            $crate::questions::Movement,
            $crate::questions::MovementByTeam,
            $crate::questions::Flow,
            $crate::questions::Worklist,
            $crate::questions::TraceBatches,
            $crate::questions::MatchRateTrend,
            $crate::questions::MatchYield,
            $crate::questions::MatchByCompleteness,
            $crate::questions::MatchByTeam,
            $crate::questions::MatchByAgeBand,
            $crate::questions::OutcomeMix,
            $crate::questions::NumberChecks,
            $crate::questions::MatchDifferences,
            $crate::questions::CleansingQueue,
            $crate::questions::QueueFlow,
            $crate::questions::QueueOutlook,
            $crate::questions::QueueList,
            $crate::questions::Burn,
            $crate::questions::BurnByWorkstream,
            $crate::questions::BurnByRole,
            $crate::questions::BurnByOrganisation,
            $crate::questions::PlanRevisions,
            $crate::questions::PlanCourses,
            $crate::questions::CostPerNumber,
            $crate::questions::BurnForecast,
            $crate::questions::Readiness,
            $crate::questions::Agreements,
            $crate::questions::Transfers,
            $crate::questions::RegisterDecisions,
            $crate::questions::Risks,
            $crate::questions::Milestones,
            $crate::questions::ExemptionReasons,
            $crate::questions::Options,
            $crate::questions::OptionAssumptions,
            $crate::questions::OptionSensitivity,
            $crate::questions::OptionProjection,
            $crate::questions::Annotations,
            $crate::questions::Loads,
            $crate::questions::DataIssues,
        }
    };
}

macro_rules! names {
    ($($question:ty),+ $(,)?) => {
        /// Every question's name.
        pub const NAMES: &[&str] = &[$(<$question as Question>::NAME),+];

        /// Their titles in the same order.
        const TITLES: &[&str] = &[$(<$question as Question>::TITLE),+];
    };
}
for_each_question!(names);

/// The heading under which a reader finds a question.
#[must_use]
pub fn title(name: &str) -> Option<&'static str> {
    let position = NAMES.iter().position(|known| *known == name)?;
    TITLES.get(position).copied()
}

/// The questions whose rows are people: kept in no cache, part of no set, never for publication.
pub const PERSON_LEVEL: &[&str] = &[crate::questions::Worklist::NAME, crate::questions::QueueList::NAME];
