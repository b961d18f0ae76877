-- Reads one plan in force. Grain: one workstream, role, organisation and period of one revision. Inputs: $file, a `plan.parquet`; $load,
-- its number; $mended, whether its rows were refused before.

INSERT INTO staged_plan
SELECT
    CAST($load AS INTEGER) AS load,
    CAST($mended AS BOOLEAN) AS mended,
    revised,
    reason,
    CAST(workstream AS workstream) AS workstream,
    role,
    CAST(organisation AS party) AS party,
    starts,
    ends,
    minutes,
    cost_pence
FROM read_parquet($file);
