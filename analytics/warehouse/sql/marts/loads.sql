-- What was loaded and is in force; filled from the loads' manifests.

-- Grain: one load.
CREATE TABLE loads (
    load INTEGER, kind VARCHAR, as_at DATE, file VARCHAR, sha256 VARCHAR, format VARCHAR, loaded_at VARCHAR,
    rows_read BIGINT, rows_accepted BIGINT, rows_refused BIGINT
);
-- Grain: one load, severity, column and reason.
CREATE TABLE issues (
    load INTEGER, severity severity, column_name VARCHAR, reason VARCHAR, text VARCHAR, rows BIGINT, first_line BIGINT
);
