-- Reads one snapshot's people. Grain: one person; `row` numbers them. Input: $file, a `persons.parquet`.
-- A view: its columns are read where they are needed, which costs less than a copy of a million rows.

SET VARIABLE persons_file = $file;

CREATE OR REPLACE TEMP VIEW staged_persons AS
SELECT
    CAST(file_row_number AS INTEGER) AS row,
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
    SELECT * FROM read_parquet(getvariable('persons_file'), file_row_number = true)
    -- Loads made before these columns were read have none of them.
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS age_band, CAST(NULL AS VARCHAR) AS time_open, CAST(NULL AS VARCHAR) AS support_reason
    WHERE false
);
