-- The work tables into which Parquet is read: names and types only, no rule. They live as long as the build.

-- Grain: one date and team, as written, of one history load.
CREATE TEMP TABLE staged_history (load INTEGER, as_at DATE, team VARCHAR, in_scope BIGINT, covered BIGINT);
-- Grain: one team, former name and date of the teams load in force.
CREATE TEMP TABLE staged_teams (team VARCHAR, service VARCHAR, renamed_from VARCHAR, valid_from DATE);
-- Grain: one person and period of the exemptions load in force.
CREATE TEMP TABLE staged_exemptions (person_id VARCHAR, agreed DATE, until DATE);
-- Grain: one date of the targets load in force.
CREATE TEMP TABLE staged_targets (valid_from DATE, basis_points INTEGER);
-- Grain: one event of the annotations load in force.
CREATE TEMP TABLE staged_annotations (load INTEGER, as_at DATE, scope VARCHAR, text VARCHAR, rebase BOOLEAN, line BIGINT);
-- Grain: one person of one trace request in force.
CREATE TEMP TABLE staged_trace_requests (
    load INTEGER, batch VARCHAR, dialect VARCHAR, reference VARCHAR, person_id VARCHAR, state record_state, number BLOB
);
-- Grain: one row of one trace response in force.
CREATE TEMP TABLE staged_trace_responses (
    load INTEGER, reference VARCHAR, code VARCHAR, outcome trace_outcome, sensitive BOOLEAN, number BLOB, line BIGINT
);
