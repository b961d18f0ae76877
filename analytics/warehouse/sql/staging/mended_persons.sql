-- Adds a load of mended rows to one snapshot's people: a person in both stands as mended, with the teams of both. Grain: one person.
-- Inputs: staged_persons, staged_allocations; $file, a `persons.parquet`.

SET VARIABLE mended_file = $file;

CREATE OR REPLACE TEMP TABLE mended_allocations AS
SELECT person_id, team, open FROM staged_allocations
UNION ALL
SELECT person_id, team, allocation_open FROM staged_persons WHERE allocation_open IS NOT NULL
UNION ALL
SELECT person_id, team, allocation_open FROM persons_in(getvariable('mended_file')) WHERE allocation_open IS NOT NULL;

CREATE OR REPLACE TEMP VIEW staged_allocations AS
SELECT * FROM mended_allocations;

CREATE OR REPLACE TEMP TABLE mended_persons AS
WITH
mended AS (
    -- Numbered on from the rows that stand, since a row's number names one person.
    SELECT * REPLACE (CAST(row + (SELECT coalesce(max(row), -1) + 1 FROM staged_persons) AS INTEGER) AS row)
    FROM persons_in(getvariable('mended_file'))
)
SELECT * REPLACE (
    CAST(NULL AS VARCHAR) AS team,
    CAST(NULL AS BOOLEAN) AS allocation_open,
    -- What a file says of its own rows says nothing of the two together.
    CAST(NULL AS BOOLEAN) AS repeated
)
FROM (
    SELECT * FROM staged_persons ANTI JOIN mended USING (person_id)
    UNION ALL
    SELECT * FROM mended
);

CREATE OR REPLACE TEMP VIEW staged_persons AS
SELECT * FROM mended_persons;
