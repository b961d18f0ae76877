-- Reads one trace response in force. Grain: one row. Inputs: $file, a `trace_responses.parquet`; $load, its number.

INSERT INTO staged_trace_responses
SELECT
    CAST($load AS INTEGER) AS load,
    reference,
    code,
    CAST(outcome AS trace_outcome) AS outcome,
    sensitive,
    number,
    CAST(line AS BIGINT) AS line
FROM read_parquet($file);
