-- Notes one load from its manifest. Inputs: the manifest's values.

INSERT INTO loads
VALUES (
    $load, $kind, CAST($as_at AS DATE), $file, $sha256, $format, $loaded_at, $rows_read, $rows_accepted, $rows_refused
);
