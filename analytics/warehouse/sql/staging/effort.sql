-- Reads one timesheet in force. Grain: one row, or one filled cell of a wide one. Inputs: $file, an `effort.parquet`; $load, its number,
-- and $mended, whether its rows were refused before.

INSERT INTO staged_effort
SELECT
    CAST($load AS INTEGER) AS load,
    CAST($mended AS BOOLEAN) AS mended,
    date AS on_date,
    CAST(date + CAST(days AS INTEGER) - 1 AS DATE) AS last_date,
    CAST(workstream AS workstream) AS workstream,
    role,
    CAST(organisation AS party) AS party,
    minutes,
    rate_pence,
    cost_pence,
    line
FROM read_parquet($file);
