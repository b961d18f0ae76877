-- The people of one snapshot. Inputs: staged_persons, staged_allocations,
-- staged_exemptions, renames, traced, and `people` as the snapshot before left it; $as_at, the snapshot's date.

-- Names of teams as written. Grain: one spelling. A table of its own, so that a name is put into order once and not for
-- every allocation.
CREATE OR REPLACE TEMP TABLE written AS
SELECT team FROM staged_persons WHERE allocation_open
UNION
SELECT team FROM staged_allocations WHERE open;

-- The team that each spelling stands for. Grain: one spelling.
CREATE OR REPLACE TEMP TABLE spellings AS
SELECT written.team AS spelling, coalesce(renames.team_key, name_key(written.team)) AS key
FROM written
LEFT JOIN renames ON renames.key = name_key(written.team)
WHERE name_key(written.team) <> '';

-- Teams met for the first time, spelt as first met. Grain: one team.
INSERT INTO teams
SELECT
    (SELECT max(team_id) FROM teams) + row_number() OVER (ORDER BY key) AS team_id,
    key,
    min(trim(regexp_replace(spelling, '\s+', ' ', 'g'))) AS team
FROM spellings
WHERE key NOT IN (SELECT key FROM teams)
GROUP BY key;

INSERT INTO team_sets
SELECT team_id, team_id
FROM teams
WHERE team_id NOT IN (SELECT team_set FROM team_sets);

-- The number of the team that each spelling stands for. Grain: one spelling.
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT spellings.spelling, teams.team_id
FROM spellings
JOIN teams USING (key);

-- What the allocations say about each person who has no only one. Grain: one person with allocations.
CREATE OR REPLACE TEMP TABLE allocated AS
WITH
-- Only people of the snapshot. A closed allocation has no team, nor has one that names none.
allocations AS (
    SELECT staged_persons.row, staged_allocations.open, if(staged_allocations.open, numbered.team_id, NULL) AS team_id
    FROM staged_allocations
    JOIN staged_persons USING (person_id)
    LEFT JOIN numbered ON numbered.spelling = staged_allocations.team
)
SELECT row, bool_or(open) AS open, min(team_id) AS first_team, max(team_id) AS last_team
FROM allocations
GROUP BY row;

-- The teams of people who have several. Grain: one person.
CREATE OR REPLACE TEMP TABLE allocated_to_several AS
WITH
-- Few people have several teams: only theirs are listed.
several AS (
    SELECT staged_persons.row, staged_persons.person_id
    FROM staged_persons
    SEMI JOIN (SELECT row FROM allocated WHERE first_team < last_team) AS wanted USING (row)
)
SELECT several.row, array_to_string(list_sort(list_distinct(list(numbered.team_id))), ',') AS team_ids
FROM staged_allocations
JOIN several USING (person_id)
JOIN numbered ON numbered.spelling = staged_allocations.team
WHERE staged_allocations.open
GROUP BY several.row;

INSERT INTO several_teams
SELECT
    (SELECT least(min(team_set), 0) FROM team_sets) - row_number() OVER (ORDER BY team_ids) AS team_set,
    team_ids
FROM (SELECT DISTINCT team_ids FROM allocated_to_several)
WHERE team_ids NOT IN (SELECT team_ids FROM several_teams);

INSERT INTO team_sets
SELECT team_set, CAST(unnest(string_split(team_ids, ',')) AS INTEGER)
FROM several_teams
WHERE team_set NOT IN (SELECT team_set FROM team_sets);

-- Sets of teams of which one may have come to another service since the snapshot before. Grain: one set.
CREATE OR REPLACE TEMP TABLE regrouped AS
SELECT DISTINCT team_sets.team_set
FROM team_sets
JOIN teams USING (team_id)
JOIN service_periods USING (key)
WHERE service_periods.valid_from > (SELECT max(as_at) FROM snapshots) AND service_periods.valid_from <= CAST($as_at AS DATE);

-- The snapshot's people, each compared with the snapshot before. Grain: one person, in scope or not.
CREATE OR REPLACE TEMP TABLE next_people AS
WITH
-- Numbers that two or more people hold, whether they are in scope or not.
shared AS (
    SELECT number
    FROM staged_persons
    WHERE number IS NOT NULL AND coalesce(repeated, true)
    GROUP BY number
    HAVING count(*) > 1
),
-- People whose exemption covers the date.
exempt AS (
    SELECT DISTINCT person_id
    FROM staged_exemptions
    WHERE coalesce(agreed <= CAST($as_at AS DATE), true) AND coalesce(until >= CAST($as_at AS DATE), true)
),
-- Everything that the snapshot says about each person.
described AS (
    SELECT
        staged_persons.person_id,
        -- The row's own reason first; then a case that the row or, where it can't tell, the allocations show as closed.
        CASE
            WHEN staged_persons.exclusion IS NOT NULL THEN staged_persons.exclusion
            WHEN NOT coalesce(staged_persons.open, staged_persons.allocation_open, allocated.open, true) THEN CAST('not_open' AS exclusion)
        END AS exclusion,
        CASE
            WHEN shared.number IS NOT NULL THEN CAST('shared' AS record_state)
            -- A trace confirmed or supplied the number that the record holds.
            WHEN staged_persons.state = 'valid' AND traced.told.number = staged_persons.number THEN CAST('verified' AS record_state)
            ELSE staged_persons.state
        END AS state,
        -- Where the record doesn't say where its number came from, the trace that supplied it does.
        CASE
            WHEN coalesce(staged_persons.source, 'unknown') = 'unknown' AND traced.told.number = staged_persons.number
            THEN coalesce(traced.told.source, CAST('unknown' AS number_source))
            ELSE coalesce(staged_persons.source, CAST('unknown' AS number_source))
        END AS source,
        traced.outcome,
        coalesce(traced.waits, false) AS waits,
        exempt.person_id IS NOT NULL AS exempt,
        coalesce(staged_persons.restricted, false) AS restricted,
        -- Nobody's team is 0.
        coalesce(only_team.team_id, several_teams.team_set, allocated.first_team, 0) AS team_set,
        staged_persons.age_band,
        staged_persons.time_open,
        staged_persons.support_reason
    FROM staged_persons
    LEFT JOIN numbered AS only_team ON only_team.spelling = staged_persons.team
    LEFT JOIN allocated USING (row)
    LEFT JOIN allocated_to_several USING (row)
    LEFT JOIN several_teams USING (team_ids)
    LEFT JOIN shared ON shared.number = staged_persons.number
    LEFT JOIN exempt ON exempt.person_id = staged_persons.person_id
    LEFT JOIN traced ON traced.person_id = staged_persons.person_id
),
standing AS (
    SELECT * EXCLUDE (outcome, waits), number_status(state, exempt, outcome, waits) AS status
    FROM described
)
-- A span goes on while nothing changes; the run in a state goes on while the person stays in scope in that state.
SELECT
    described.*,
    CASE
        WHEN people.state = described.state AND people.status = described.status AND people.source = described.source
            AND people.exempt = described.exempt
            AND people.restricted = described.restricted AND people.team_set = described.team_set
            AND people.team_set NOT IN (SELECT team_set FROM regrouped)
        THEN people.held_from
        ELSE CAST($as_at AS DATE)
    END AS held_from,
    CASE WHEN people.state = described.state THEN people.since ELSE CAST($as_at AS DATE) END AS since
FROM standing AS described
LEFT JOIN people ON people.person_id = described.person_id AND people.exclusion IS NULL;

-- Spans that this snapshot ends: something changed, or the person is no longer in scope.
INSERT INTO ended_spans
SELECT people.person_id, people.held_from, CAST($as_at AS DATE), people.since, people.state, people.status, people.source, people.exempt,
    people.restricted, people.team_set
FROM people
ANTI JOIN next_people
    ON next_people.person_id = people.person_id AND next_people.held_from = people.held_from AND next_people.exclusion IS NULL
WHERE people.exclusion IS NULL;

INSERT INTO scope_cells
SELECT CAST($as_at AS DATE), exclusion, count(*)
FROM next_people
GROUP BY exclusion;

INSERT INTO state_cells
SELECT CAST($as_at AS DATE), team_set, exempt, state, count(*)
FROM next_people
WHERE exclusion IS NULL
GROUP BY team_set, exempt, state;

INSERT INTO group_cells
WITH
grouped AS (
    SELECT team_set, exempt, 'age_band' AS dimension, CAST(age_band AS VARCHAR) AS member, state, count(*) AS records
    FROM next_people
    WHERE exclusion IS NULL
    GROUP BY team_set, exempt, age_band, state
    UNION ALL
    SELECT team_set, exempt, 'time_open', CAST(time_open AS VARCHAR), state, count(*)
    FROM next_people
    WHERE exclusion IS NULL
    GROUP BY team_set, exempt, time_open, state
    UNION ALL
    SELECT team_set, exempt, 'support_reason', support_reason, state, count(*)
    FROM next_people
    WHERE exclusion IS NULL
    GROUP BY team_set, exempt, support_reason, state
    UNION ALL
    SELECT team_set, exempt, 'number_status', CAST(status AS VARCHAR), state, count(*)
    FROM next_people
    WHERE exclusion IS NULL
    GROUP BY team_set, exempt, status, state
    UNION ALL
    SELECT team_set, exempt, 'record_state', CAST(state AS VARCHAR), state, records
    FROM state_cells
    WHERE as_at = CAST($as_at AS DATE)
)
SELECT
    CAST($as_at AS DATE),
    team_set,
    exempt,
    CAST(dimension AS dimension),
    member,
    CAST(sum(records) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'recorded')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'coverage')), 0) AS BIGINT),
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'verified')), 0) AS BIGINT)
FROM grouped
GROUP BY team_set, exempt, dimension, member;

INSERT INTO change_cells
WITH
was AS (
    SELECT person_id, team_set, exempt, state FROM ended_spans WHERE held_until = CAST($as_at AS DATE)
),
now AS (
    SELECT person_id, team_set, exempt, state, source
    FROM next_people
    -- Before the first snapshot there was nothing to change from.
    WHERE held_from = CAST($as_at AS DATE) AND exclusion IS NULL AND (SELECT count(*) FROM snapshots) > 0
)
SELECT
    CAST($as_at AS DATE), was.team_set, was.exempt, was.state, now.team_set, now.exempt, now.state, now.source, count(*)
FROM was
FULL JOIN now USING (person_id)
GROUP BY ALL;

DROP TABLE people;
ALTER TABLE next_people RENAME TO people;
