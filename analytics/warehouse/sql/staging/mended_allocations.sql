-- Adds a load of mended rows to one snapshot's allocations. Grain: one person and team.
-- Inputs: staged_allocations; $file, an `allocations.parquet`.

CREATE OR REPLACE TEMP TABLE mended_allocations AS
SELECT person_id, team, open FROM staged_allocations
UNION ALL
SELECT person_id, team, open FROM read_parquet($file);

CREATE OR REPLACE TEMP VIEW staged_allocations AS
SELECT * FROM mended_allocations;
