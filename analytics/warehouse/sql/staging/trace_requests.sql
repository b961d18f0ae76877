-- Reads one trace request in force. Grain: one person. Inputs: $file, a `trace_requests.parquet`; $load, its number.

-- What its rows have in common.
INSERT INTO staged_trace_files
SELECT
    CAST($load AS INTEGER) AS load,
    any_value(batch),
    any_value(dialect),
    count(*),
    NULL,
    -- Requests made here have references of their own; they are noted on the day they are made.
    EXISTS (FROM read_parquet($file) WHERE reference <> person_id)
FROM read_parquet($file);

INSERT INTO staged_trace_requests
SELECT
    CAST($load AS INTEGER) AS load,
    reference,
    person_id,
    CAST(state AS record_state) AS state,
    number,
    CAST(age_band AS age_band) AS age_band,
    concat_ws(
        ' ',
        if(no_surname, 'no_surname', NULL),
        if(no_forename, 'no_forename', NULL),
        if(no_date_of_birth, 'no_date_of_birth', NULL),
        if(placeholder_date_of_birth, 'placeholder_date_of_birth', NULL),
        if(no_sex, 'no_sex', NULL),
        if(no_postcode, 'no_postcode', NULL)
    ) AS lacks
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads made before this column was read have none.
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS age_band WHERE false
);
