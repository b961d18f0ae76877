-- Reads one snapshot's allocations. Grain: one person and team. Input: $file, an `allocations.parquet`.

SET VARIABLE allocations_file = $file;

CREATE OR REPLACE TEMP VIEW staged_allocations AS
SELECT person_id, team, open
FROM read_parquet(getvariable('allocations_file'));
