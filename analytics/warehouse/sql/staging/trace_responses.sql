-- Reads one trace response in force. Grain: one row. Inputs: $file, a `trace_responses.parquet`; $load, its number.

-- What its rows have in common, and when the last of them was answered.
INSERT INTO staged_trace_files
SELECT CAST($load AS INTEGER) AS load, NULL, any_value(dialect), count(*), max(answered), false
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads made before these columns were read have none of them.
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS dialect, CAST(NULL AS DATE) AS answered WHERE false
);

INSERT INTO staged_trace_responses
SELECT
    CAST($load AS INTEGER) AS load,
    reference,
    code,
    CAST(outcome AS trace_outcome) AS outcome,
    sensitive,
    number,
    CAST(line AS BIGINT) AS line,
    answered,
    sent_number,
    differs_surname,
    differs_forename,
    differs_date_of_birth,
    differs_sex,
    differs_postcode
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads made before these columns were read have none of them.
    UNION ALL BY NAME
    SELECT
        CAST(NULL AS DATE) AS answered,
        CAST(NULL AS BOOLEAN) AS sent_number,
        CAST(NULL AS BOOLEAN) AS differs_surname,
        CAST(NULL AS BOOLEAN) AS differs_forename,
        CAST(NULL AS BOOLEAN) AS differs_date_of_birth,
        CAST(NULL AS BOOLEAN) AS differs_sex,
        CAST(NULL AS BOOLEAN) AS differs_postcode
    WHERE false
);
