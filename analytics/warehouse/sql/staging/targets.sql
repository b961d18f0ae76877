-- Reads the targets in force. Grain: one date. Input: $file, a `targets.parquet`.

INSERT INTO staged_targets
SELECT CAST(valid_from AS DATE) AS valid_from, CAST(basis_points AS INTEGER) AS basis_points
FROM read_parquet($file);
