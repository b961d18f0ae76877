//! Every script that builds or reads a generation, and what stands for all of them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: &str = include_str!(concat!("../sql/", $path));)+
        /// Every script with its path, in the order in which they are written here.
        pub(crate) const ALL: &[(&str, &str)] = &[$(($path, $name)),+];
    };
}

scripts! {
    TYPES = "staging/types.sql";
    STAGED = "staging/tables.sql";
    RULES = "marts/rules.sql";
    CARRIED = "marts/tables.sql";
    LOADS = "marts/loads.sql";
    LOAD = "carry/load.sql";
    ISSUE = "carry/issue.sql";
    TEAMS = "staging/teams.sql";
    EXEMPTIONS = "staging/exemptions.sql";
    TARGETS = "staging/targets.sql";
    ANNOTATIONS_FILE = "staging/annotations.sql";
    HISTORY_FILE = "staging/history.sql";
    TRACE_REQUESTS = "staging/trace_requests.sql";
    TRACE_RESPONSES = "staging/trace_responses.sql";
    TRACE_REGISTER = "staging/trace_register.sql";
    DECISIONS = "staging/decisions.sql";
    EFFORT = "staging/effort.sql";
    PLANS = "staging/plan.sql";
    RATES = "staging/rates.sql";
    REGISTER_FILE = "staging/register.sql";
    RENAMES = "marts/renames.sql";
    ANSWERS = "marts/answers.sql";
    TRACE_DAYS = "carry/trace_days.sql";
    TRACED = "marts/traced.sql";
    EARLIER = "carry/earlier.sql";
    PERSONS = "staging/persons.sql";
    ALLOCATIONS = "staging/allocations.sql";
    MENDED_PERSONS = "staging/mended_persons.sql";
    MENDED_ALLOCATIONS = "staging/mended_allocations.sql";
    NO_ALLOCATIONS = "staging/no_allocations.sql";
    PEOPLE = "marts/people.sql";
    SNAPSHOT = "carry/snapshot.sql";
    HISTORY = "marts/history.sql";
    DATES = "marts/dates.sql";
    STATES = "marts/states.sql";
    COVERAGE = "marts/coverage.sql";
    MOVEMENTS = "marts/movements.sql";
    FLOWS = "marts/flows.sql";
    ANNOTATIONS = "marts/annotations.sql";
    COURSES = "marts/courses.sql";
    GROUPS = "marts/groups.sql";
    SCOPE = "marts/scope.sql";
    TRACES = "marts/traces.sql";
    KEEP = "carry/keep.sql";
    QUEUE = "marts/queue.sql";
    RESOURCES = "marts/resources.sql";
    REGISTER = "marts/register.sql";
    OPTIONS = "marts/options.sql";
    PLAN = "carry/plan.sql";
    LOOKUP_VERSION = "lookups/version.sql";
    LOOKUP_DATES = "lookups/dates.sql";
    LOOKUP_TEAM_NAMES = "lookups/team_names.sql";
    LOOKUP_SERVICES = "lookups/services.sql";
    LOOKUP_SERVICE_OF_TEAM = "lookups/service_of_team.sql";
    LOOKUP_LINEAGE = "lookups/lineage.sql";
    LOOKUP_COURSES = "lookups/courses.sql";
    LOOKUP_EFFORT_UNTIL = "lookups/effort_until.sql";
    LOOKUP_LATEST_DAY = "lookups/latest_day.sql";
    LOOKUP_QUEUE_KNOWN_TO = "lookups/queue_known_to.sql";
    LOOKUP_REGISTER_LINEAGE = "lookups/register_lineage.sql";
    LOOKUP_BATCH_OF_RESPONSE = "lookups/batch_of_response.sql";
    LOOKUP_OPTIMIZERS = "lookups/optimizers.sql";
}

/// Stands for everything by which people are read: another fingerprint, and a generation is built from the start.
pub(crate) fn fingerprint() -> String {
    let mut hasher = DefaultHasher::new();
    ALL.hash(&mut hasher);
    format!("{} {:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}
