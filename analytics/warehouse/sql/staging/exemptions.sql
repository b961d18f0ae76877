-- Reads the exemptions in force. Grain: one person and period. Input: $file, an `exemptions.parquet`.

INSERT INTO staged_exemptions
SELECT
    person_id,
    CAST(agreed AS DATE) AS agreed,
    CAST(until AS DATE) AS until,
    CAST(reason AS exemption_reason) AS reason,
    agreed_by
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads made before this column was read have none of it.
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS agreed_by
    WHERE false
);
