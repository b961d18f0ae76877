-- Goes on from where an earlier generation, attached as `earlier`, stopped: the same tables as after its last snapshot.

INSERT INTO snapshots SELECT * FROM earlier.snapshots;
INSERT INTO several_teams SELECT * FROM earlier.several_teams;
INSERT INTO state_cells SELECT as_at, team_set, exempt, CAST(state AS record_state), records FROM earlier.state_cells;
INSERT INTO group_cells
SELECT as_at, team_set, exempt, CAST(CAST(dimension AS VARCHAR) AS dimension), member, in_scope, recorded, covered, verified
FROM earlier.group_cells
WHERE dimension <> 'service';
INSERT INTO change_cells
SELECT
    as_at, was_set, was_exempt, CAST(was_state AS record_state), now_set, now_exempt, CAST(now_state AS record_state),
    CAST(source AS number_source), people
FROM earlier.change_cells;
INSERT INTO scope_cells SELECT as_at, CAST(exclusion AS exclusion), people FROM earlier.scope_cells;

-- Teams that only history names are not carried on: how they are spelt is for the snapshots to say first.
DELETE FROM teams;
INSERT INTO teams SELECT team_id, key, team FROM earlier.known_teams WHERE team_id IS NOT NULL;
DELETE FROM team_sets;
INSERT INTO team_sets SELECT * FROM earlier.team_sets;

INSERT INTO ended_spans
SELECT person_id, held_from, held_until, since, CAST(state AS record_state), CAST(status AS number_status),
    CAST(source AS number_source), exempt, restricted, team_set
FROM earlier.spans
WHERE held_until < DATE 'infinity';

INSERT INTO people
SELECT person_id, NULL, CAST(state AS record_state), CAST(status AS number_status), CAST(source AS number_source), exempt, restricted,
    team_set, held_from, since
FROM earlier.spans
WHERE held_until = DATE 'infinity';
