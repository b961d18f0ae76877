-- Reads the exemptions in force. Grain: one person and period. Input: $file, an `exemptions.parquet`.

INSERT INTO staged_exemptions
SELECT person_id, CAST(agreed AS DATE) AS agreed, CAST(until AS DATE) AS until
FROM read_parquet($file);
