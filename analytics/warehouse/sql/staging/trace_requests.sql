-- Reads one trace request in force. Grain: one person. Inputs: $file, a `trace_requests.parquet`; $load, its number.

INSERT INTO staged_trace_requests
SELECT
    CAST($load AS INTEGER) AS load,
    batch,
    dialect,
    reference,
    person_id,
    CAST(state AS record_state) AS state,
    number,
    CAST(age_band AS age_band) AS age_band,
    no_surname,
    no_forename,
    no_date_of_birth,
    placeholder_date_of_birth,
    no_sex,
    no_postcode
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads made before this column was read have none.
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS age_band WHERE false
);
