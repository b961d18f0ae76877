-- A snapshot without allocations: the same, empty. Grain: one person and team. Inputs: none.

CREATE OR REPLACE TEMP VIEW staged_allocations AS
SELECT CAST(NULL AS VARCHAR) AS person_id, CAST(NULL AS VARCHAR) AS team, CAST(NULL AS BOOLEAN) AS open
WHERE false;
