-- Reads the rates in force. Grain: one role, organisation and date. Inputs: $file, a `rates.parquet`; $load, its number.

INSERT INTO staged_rates
SELECT role, CAST(organisation AS party) AS party, coalesce(valid_from, DATE '0001-01-01') AS valid_from, rate_pence
FROM read_parquet($file);
