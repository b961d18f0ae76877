-- Team names that another team has wholly taken over. Grain: one former name. Input: staged_teams.

CREATE TEMP TABLE renames AS
WITH RECURSIVE
-- One step from a former name to the name that took it over; if two claim it, the latest does.
hops AS (
    SELECT name_key(renamed_from) AS key, arg_max(name_key(team), (coalesce(valid_from, DATE '-infinity'), name_key(team))) AS next_key
    FROM staged_teams
    WHERE name_key(renamed_from) <> '' AND name_key(renamed_from) <> name_key(team)
    GROUP BY name_key(renamed_from)
),
-- Every name that a former name leads to. UNION drops what was there already, so that a circle ends.
chain AS (
    SELECT key, next_key FROM hops
    UNION
    SELECT chain.key, hops.next_key
    FROM chain
    JOIN hops ON hops.key = chain.next_key
)
-- The name at the chain's end. A circle has no end: its names stay teams of their own.
SELECT chain.key, chain.next_key AS team_key
FROM chain
WHERE chain.next_key NOT IN (SELECT key FROM hops);

-- The teams of the reference file under their present names, which fixes how they are spelt. Grain: one team.
INSERT INTO teams
SELECT 0, name_key($unallocated), $unallocated;

INSERT INTO teams
SELECT row_number() OVER (ORDER BY name_key(team)) AS team_id, name_key(team) AS key, min(trim(regexp_replace(team, '\s+', ' ', 'g'))) AS team
FROM staged_teams
WHERE name_key(team) <> '' AND name_key(team) NOT IN (SELECT key FROM renames) AND name_key(team) NOT IN (SELECT key FROM teams)
GROUP BY name_key(team);

INSERT INTO team_sets
SELECT team_id, team_id FROM teams;

-- Which service a team belonged to from when on, under its present name. Grain: one team and date. Inputs: staged_teams, renames.
CREATE TEMP TABLE service_periods AS
WITH
said AS (
    SELECT
        coalesce(renames.team_key, name_key(staged_teams.team)) AS key,
        coalesce(valid_from, DATE '-infinity') AS valid_from,
        min(trim(service)) AS service,
        bool_or(coalesce(name_key(renamed_from), '') <> '') AS is_renamed
    FROM staged_teams
    LEFT JOIN renames ON renames.key = name_key(staged_teams.team)
    WHERE trim(service) <> ''
    GROUP BY ALL
)
SELECT
    key,
    -- A team that took over others is counted with them from the beginning: its service is, too, unless their own rows say another.
    if(is_renamed AND row_number() OVER (PARTITION BY key ORDER BY valid_from) = 1, DATE '-infinity', valid_from) AS valid_from,
    service
FROM said;
