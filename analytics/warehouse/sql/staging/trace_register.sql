-- Reads the register of batches in force. Grain: one batch. Inputs: $file, a `trace_register.parquet`; $load, its number.

INSERT INTO staged_trace_register
SELECT
    file_key(batch) AS key,
    batch,
    CAST(service AS trace_service) AS service,
    route,
    organisation,
    sent,
    returned,
    transfer_reference,
    records
FROM read_parquet($file);
