-- Notes that a snapshot was read. Inputs: its date and the loads it was read from.

INSERT INTO snapshots
VALUES (CAST($as_at AS DATE), $snapshot_load, $allocations_load, $mended_loads, $traces);
