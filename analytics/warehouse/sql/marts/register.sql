-- The register as it was kept over time, and what its questions need beside it. Inputs: staged_register, staged_exemptions, batches,
-- trace_loads, response_batches, dates, issues.

-- Every whole file, each of which took the place of those before. Grain: one such load.
CREATE TABLE register_versions AS
SELECT DISTINCT version, kept_on
FROM staged_register;

-- The file that stood on a day; of two of one day the later load.
CREATE MACRO register_version(day) AS (
    SELECT arg_max(version, (kept_on, version)) FROM register_versions WHERE kept_on <= day
);

-- Grain: one file and entry. `first_due` is the day that was said first: in the first file that gave any, its first due date if it kept
-- one, else the date on which the entry was due.
CREATE TABLE register_entries AS
WITH
-- Of an entry that was refused and mended the mended row counts.
latest AS (
    SELECT *
    FROM staged_register
    QUALIFY row_number() OVER (PARTITION BY version, key ORDER BY load DESC) = 1
)
SELECT
    * REPLACE (
        first_value(coalesce(first_due, due) IGNORE NULLS) OVER (
            PARTITION BY key
            ORDER BY kept_on, version
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS first_due
    )
FROM latest;

-- Under which names the register may know a batch. Grain: one batch and name.
CREATE TABLE batch_names AS
SELECT batch, file_key(batch) AS key FROM batches
UNION
SELECT batch, file_key FROM trace_loads WHERE kind = 'trace_request'
UNION
SELECT coalesce(response_batches.batch, trace_loads.batch), trace_loads.file_key
FROM trace_loads
LEFT JOIN response_batches USING (load)
WHERE trace_loads.kind = 'trace_response';

-- Grain: one person and period of the exemptions in force.
CREATE TABLE agreed_exemptions AS
SELECT person_id, reason, agreed, until, agreed_by
FROM staged_exemptions;

-- The day that is today: the latest with figures or of a register. Grain: one row; null where there is neither.
CREATE TABLE latest_day AS
SELECT max(day) AS day
FROM (
    SELECT as_at AS day FROM dates
    UNION ALL
    SELECT kept_on FROM register_versions
);

-- A file's own rows were checked when it was read; rows that were mended later may depend on what no row says.
INSERT INTO issues
SELECT
    needs.load,
    CAST('warning' AS severity),
    'depends_on',
    'dependency_unknown',
    'An entry depends on an id that the register does not have, which is left out',
    count(*),
    0
FROM (SELECT version, load, unnest(string_split(depends_on, chr(10))) AS id FROM register_entries) AS needs
LEFT JOIN register_entries AS found ON found.version = needs.version AND found.key = name_key(needs.id)
WHERE found.id IS NULL AND needs.version = (SELECT max(version) FROM register_versions)
GROUP BY needs.load;
