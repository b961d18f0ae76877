-- What is carried from one snapshot to the next while they are read in order of date. They live as long as the build.
-- The last step writes them into the generation, from where the next build may go on.

-- Grain: one snapshot in force. `mended_loads`: the loads of mended rows that add to it, with commas between; `traces` stands for what
-- traces say up to its date.
CREATE TEMP TABLE snapshots (as_at DATE, snapshot_load INTEGER, allocations_load INTEGER, mended_loads VARCHAR, traces VARCHAR);
-- Grain: one team. A new name gets the next number; 0 is the team of people without an allocation.
CREATE TEMP TABLE teams (team_id INTEGER, key VARCHAR, team VARCHAR);
-- Grain: one team of one set of teams that somebody had at once. A set of one team has the team's number; sets of several
-- are numbered downwards from -1.
CREATE TEMP TABLE team_sets (team_set INTEGER, team_id INTEGER);
-- Grain: one set of several teams, by its teams' numbers.
CREATE TEMP TABLE several_teams (team_set INTEGER, team_ids VARCHAR);
-- Grain: one person in scope over the unbroken run of snapshots in which nothing about the record or the services of its teams
-- changed; ended runs.
-- `held_from` is its first snapshot, `held_until` the first one after it, `since` the first of the unbroken run in the state.
CREATE TEMP TABLE ended_spans (
    person_id VARCHAR, held_from DATE, held_until DATE, since DATE, state record_state, status number_status,
    source number_source, exempt BOOLEAN, restricted BOOLEAN, team_set INTEGER
);
-- Grain: one person of the latest snapshot read, in scope or not; `held_from` and `since` as above.
CREATE TEMP TABLE people (
    person_id VARCHAR, exclusion exclusion, state record_state, status number_status, source number_source, exempt BOOLEAN,
    restricted BOOLEAN, team_set INTEGER, held_from DATE, since DATE
);
-- Grain: one snapshot, set of teams, exemption and state. Only records in scope.
CREATE TEMP TABLE state_cells (as_at DATE, team_set INTEGER, exempt BOOLEAN, state record_state, records BIGINT);
-- Grain: one snapshot, set of teams, exemption, dimension and group of people; no member: not recorded. Only records in scope. The
-- rungs of the ladder instead of the states keep it small.
CREATE TEMP TABLE group_cells (
    as_at DATE, team_set INTEGER, exempt BOOLEAN, dimension dimension, member VARCHAR, in_scope BIGINT, recorded BIGINT, covered BIGINT,
    verified BIGINT
);
-- Grain: one snapshot and way in which a record changed since the snapshot before; null: not in scope at that end. Nothing for the
-- first snapshot.
CREATE TEMP TABLE change_cells (
    as_at DATE, was_set INTEGER, was_exempt BOOLEAN, was_state record_state,
    now_set INTEGER, now_exempt BOOLEAN, now_state record_state, source number_source, people BIGINT
);
-- Grain: one snapshot and reason for which people are not in scope; null: in scope.
CREATE TEMP TABLE scope_cells (as_at DATE, exclusion exclusion, people BIGINT);
