-- Reads one history load. Grain: one date and team. Inputs: $file, a `history.parquet`; $load, its number.

INSERT INTO staged_history
SELECT CAST($load AS INTEGER) AS load, CAST(as_at AS DATE) AS as_at, team, CAST(in_scope AS BIGINT) AS in_scope, CAST(covered AS BIGINT) AS covered
FROM read_parquet($file);
