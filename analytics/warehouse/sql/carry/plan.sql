-- What a generation was built from, in order of date, to see whether the next can go on from it. Grain: one snapshot; one row
-- without a snapshot where there is none.

SELECT build.fingerprint, build.teams_loads, build.exemptions_loads, snapshots.as_at, snapshots.snapshot_load, snapshots.allocations_load,
    snapshots.mended_loads, snapshots.traces
FROM build
LEFT JOIN snapshots ON true
ORDER BY snapshots.as_at;
