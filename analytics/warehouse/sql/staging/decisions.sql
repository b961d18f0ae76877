-- Reads the decisions in force. Grain: one decision. Inputs: $file, a `decisions.parquet`; $load, its number.

INSERT INTO staged_decisions
SELECT person_id, CAST(decision AS trace_decision) AS decision, role, date AS decided, minutes
FROM read_parquet($file);
