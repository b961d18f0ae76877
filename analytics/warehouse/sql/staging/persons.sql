-- Reads one snapshot's people. Grain: one person; `row` numbers them. Inputs: $file, a `persons.parquet`, and
-- $own_teams, whether the teams that its rows name count.

SET VARIABLE persons_file = $file;
SET VARIABLE own_teams = $own_teams;

-- The people of a file. Grain: one person.
CREATE OR REPLACE TEMP MACRO persons_in(file) AS TABLE
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
    support_reason,
    if(getvariable('own_teams'), team, NULL) AS team,
    if(getvariable('own_teams'), allocation_open, NULL) AS allocation_open,
    repeated
FROM (
    SELECT * FROM read_parquet(file, file_row_number = true)
    -- Loads made before these columns were read have none of them.
    UNION ALL BY NAME
    SELECT
        CAST(NULL AS VARCHAR) AS age_band,
        CAST(NULL AS VARCHAR) AS time_open,
        CAST(NULL AS VARCHAR) AS support_reason,
        CAST(NULL AS VARCHAR) AS team,
        CAST(NULL AS BOOLEAN) AS allocation_open,
        CAST(NULL AS BOOLEAN) AS repeated
    WHERE false
);

-- A view: its columns are read where they are needed, which costs less than a copy of a million rows.
CREATE OR REPLACE TEMP VIEW staged_persons AS
SELECT * FROM persons_in(getvariable('persons_file'));
