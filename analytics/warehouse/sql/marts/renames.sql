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

-- Which service a team belonged to from when on. Grain: one team and date. Input: staged_teams.
CREATE TEMP TABLE service_periods AS
SELECT name_key(team) AS key, coalesce(valid_from, DATE '-infinity') AS valid_from, min(trim(service)) AS service
FROM staged_teams
WHERE trim(service) <> ''
GROUP BY name_key(team), coalesce(valid_from, DATE '-infinity');
