-- The work tables into which Parquet is read: names and types only, no rule. They live as long as the build.

-- Grain: one date and team, as written, of one history load.
CREATE TEMP TABLE staged_history (load INTEGER, as_at DATE, team VARCHAR, in_scope BIGINT, covered BIGINT);
-- Grain: one team, former name and date of the teams load in force.
CREATE TEMP TABLE staged_teams (team VARCHAR, service VARCHAR, renamed_from VARCHAR, valid_from DATE);
-- Grain: one person and period of the exemptions load in force.
CREATE TEMP TABLE staged_exemptions (person_id VARCHAR, agreed DATE, until DATE, reason exemption_reason, agreed_by VARCHAR);
-- Grain: one date of the targets load in force.
CREATE TEMP TABLE staged_targets (valid_from DATE, basis_points INTEGER);
-- Grain: one event of the annotations load in force.
CREATE TEMP TABLE staged_annotations (load INTEGER, as_at DATE, scope VARCHAR, text VARCHAR, rebase BOOLEAN, line BIGINT);
-- Grain: one trace request or response in force.
CREATE TEMP TABLE staged_trace_files (load INTEGER, batch VARCHAR, dialect VARCHAR, rows BIGINT, answered DATE, made_here BOOLEAN);
-- Grain: one person of one trace request in force. `lacks`: what the request lacked of the person, with spaces between.
CREATE TEMP TABLE staged_trace_requests (
    load INTEGER, reference VARCHAR, person_id VARCHAR, state record_state, number BLOB, age_band age_band, lacks VARCHAR
);
-- Grain: one row of one trace response in force.
CREATE TEMP TABLE staged_trace_responses (
    load INTEGER, reference VARCHAR, code VARCHAR, outcome trace_outcome, sensitive BOOLEAN, number BLOB, line BIGINT,
    answered DATE, sent_number BOOLEAN, differs_surname BOOLEAN, differs_forename BOOLEAN, differs_date_of_birth BOOLEAN,
    differs_sex BOOLEAN, differs_postcode BOOLEAN
);
-- Grain: one batch of the register in force; `key` is that of its name, or of the name of one of its files.
CREATE TEMP TABLE staged_trace_register (
    key VARCHAR, batch VARCHAR, service trace_service, route VARCHAR, organisation VARCHAR, sent DATE, returned DATE,
    transfer_reference VARCHAR, records BIGINT
);
-- Grain: one decision in force.
CREATE TEMP TABLE staged_decisions (person_id VARCHAR, decision trace_decision, role VARCHAR, decided DATE, minutes BIGINT);
-- Grain: one row of one timesheet in force, or one filled cell of a wide one. `mended`: of rows that were refused and mended.
CREATE TEMP TABLE staged_effort (
    load INTEGER, mended BOOLEAN, on_date DATE, last_date DATE, workstream workstream, role VARCHAR, party party, minutes BIGINT,
    rate_pence BIGINT, cost_pence BIGINT, line BIGINT
);
-- Grain: one workstream, role, organisation and period of one revision of one plan in force.
CREATE TEMP TABLE staged_plan (
    load INTEGER, mended BOOLEAN, revised DATE, reason VARCHAR, workstream workstream, role VARCHAR, party party, starts DATE, ends DATE,
    minutes BIGINT, cost_pence BIGINT
);
-- Grain: one role, organisation and date of the rates in force.
CREATE TEMP TABLE staged_rates (role VARCHAR, party party, valid_from DATE, rate_pence BIGINT);
-- Grain: one entry of one load of the register. `version` is the whole file that it stands in or adds to, `kept_on` that file's day.
CREATE TEMP TABLE staged_register (
    load INTEGER, version INTEGER, kept_on DATE, id VARCHAR, key VARCHAR, kind entry_kind, title VARCHAR, owner VARCHAR,
    status entry_status, due DATE, first_due DATE, done DATE, expires DATE, review DATE, evidence VARCHAR, depends_on VARCHAR,
    item readiness_item, likelihood BIGINT, impact BIGINT, batch VARCHAR, route VARCHAR
);
