-- Reads one load of annotations in force. Grain: one event. Inputs: $file, an `annotations.parquet`; $load, its number.

INSERT INTO staged_annotations
SELECT
    CAST($load AS INTEGER) AS load,
    CAST(date AS DATE) AS as_at,
    scope,
    text,
    rebase,
    CAST(line AS BIGINT) AS line
FROM read_parquet($file);
