-- Counts kept before the first snapshot. Grain: one date and team; no team: the council's own total.
-- Inputs: staged_history, renames, teams, snapshots.

CREATE TEMP TABLE history AS
WITH
-- A date and team in two loads: the later stands.
standing AS (
    SELECT
        as_at,
        nullif(name_key(team), '') AS key,
        max(load) AS load,
        arg_max(trim(regexp_replace(team, '\s+', ' ', 'g')), load) AS spelling,
        arg_max(in_scope, load) AS in_scope,
        arg_max(covered, load) AS covered
    FROM staged_history
    WHERE as_at < coalesce((SELECT min(as_at) FROM snapshots), DATE 'infinity')
    GROUP BY ALL
),
-- Each under its present name.
named AS (
    SELECT standing.*, coalesce(renames.team_key, standing.key) AS team_key
    FROM standing
    LEFT JOIN renames ON renames.key = standing.key
)
SELECT
    named.as_at,
    named.load,
    named.team_key,
    -- Spelt as the teams file or the snapshots spell it, else as history first does.
    coalesce(teams.team, min(named.spelling) OVER (PARTITION BY named.team_key)) AS team,
    named.in_scope,
    named.covered
FROM named
LEFT JOIN teams ON teams.key = named.team_key;

-- Grain: one team; without a number where only history names it.
CREATE TABLE known_teams AS
SELECT team_id, key, team FROM temp.teams
UNION ALL
SELECT DISTINCT NULL, team_key, team FROM history
WHERE team_key IS NOT NULL AND team_key NOT IN (SELECT key FROM temp.teams);

-- Every name under which a team can be asked for. Grain: one name.
CREATE TABLE team_names AS
SELECT key, team FROM known_teams
UNION ALL
SELECT renames.key, known_teams.team FROM renames JOIN known_teams ON known_teams.key = renames.team_key;
