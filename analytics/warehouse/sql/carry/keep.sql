-- Writes what was carried through the snapshots into the generation. Inputs: the work tables, $fingerprint of
-- the rules, $teams_loads and $exemptions_loads that are in force.

-- By which rules and references the people were read. Grain: one row.
CREATE TABLE build AS
SELECT
    $fingerprint AS fingerprint,
    CAST($teams_loads AS VARCHAR) AS teams_loads,
    CAST($exemptions_loads AS VARCHAR) AS exemptions_loads;

CREATE TABLE snapshots AS SELECT * FROM temp.snapshots;
CREATE TABLE team_sets AS SELECT * FROM temp.team_sets;
CREATE TABLE several_teams AS SELECT * FROM temp.several_teams;
CREATE TABLE state_cells AS SELECT * FROM temp.state_cells;
CREATE TABLE change_cells AS SELECT * FROM temp.change_cells;
CREATE TABLE scope_cells AS SELECT * FROM temp.scope_cells;

-- Ids of a million people: to press them costs more of a load's time than writing them as they are.
SET disabled_compression_methods = 'fsst,zstd,dict_fsst,dictionary';

-- Grain: one person in scope over the unbroken run of snapshots in which nothing about the record or the
-- services of its teams changed; `held_until` is
-- the first snapshot after it, infinity where it lasts.
CREATE TABLE spans AS
SELECT person_id, held_from, held_until, since, state, status, source, exempt, restricted, team_set FROM ended_spans
UNION ALL
SELECT person_id, held_from, DATE 'infinity' AS held_until, since, state, status, source, exempt, restricted, team_set
FROM people
WHERE exclusion IS NULL;

RESET disabled_compression_methods;
