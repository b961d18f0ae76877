-- Adds a load of mended rows to one snapshot's people: a person in both stands as mended. Grain: one person.
-- Inputs: staged_persons; $file, a `persons.parquet`.

CREATE OR REPLACE TEMP TABLE mended_persons AS
WITH
mended AS (
    SELECT
        -- Numbered on from the rows that stand, since a row's number names one person.
        CAST(file_row_number + (SELECT coalesce(max(row), -1) + 1 FROM staged_persons) AS INTEGER) AS row,
        person_id,
        CAST(state AS record_state) AS state,
        CAST(number AS BLOB) AS number,
        CAST(source AS number_source) AS source,
        CAST(exclusion AS exclusion) AS exclusion,
        open,
        restricted,
        CAST(age_band AS age_band) AS age_band,
        CAST(time_open AS time_open) AS time_open,
        support_reason
    FROM (
        SELECT * FROM read_parquet($file, file_row_number = true)
        UNION ALL BY NAME
        SELECT CAST(NULL AS VARCHAR) AS age_band, CAST(NULL AS VARCHAR) AS time_open, CAST(NULL AS VARCHAR) AS support_reason
    WHERE false
    )
)
SELECT * FROM staged_persons ANTI JOIN mended USING (person_id)
UNION ALL
SELECT * FROM mended;

CREATE OR REPLACE TEMP VIEW staged_persons AS
SELECT * FROM mended_persons;
