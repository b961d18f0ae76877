-- What was asked of the NHS and what came back, batch by batch and person by person. Inputs: batches, trace_rows,
-- latest_answers, spans, team_sets, teams_on, dates.

-- Everybody of every batch, once. Where the request is not known, the people who were answered for are those who were asked about. Grain:
-- one batch and person.
CREATE TEMP VIEW counted_rows AS
SELECT rowid AS row, * FROM trace_rows WHERE NOT is_answer OR was_asked AND is_latest;

-- How often people had been asked about who were so more than once: most are once, and to put all of them in order would cost more than
-- everything else here. Grain: one of their batches; `pass` counts them.
CREATE TEMP TABLE passes AS
SELECT counted.row, row_number() OVER (PARTITION BY person_id ORDER BY coalesce(asked_on, sent_on, returned_on), batch) AS pass
FROM counted_rows AS counted
JOIN batches ON batches.place = counted.batch_place
SEMI JOIN (SELECT person_id FROM counted_rows GROUP BY person_id HAVING count(*) > 1) AS several USING (person_id);

-- Everybody of every batch with what was sent about them and what came of it. Grain: one batch and person; `once`: no other batch asked
-- about the person.
CREATE TEMP VIEW batch_people AS
SELECT
    batches.batch,
    counted.* EXCLUDE (row, sensitive, asked_on),
    coalesce(sensitive, false) AS sensitive,
    batches.sent_on,
    batches.returned_on,
    coalesce(counted.asked_on, batches.sent_on, batches.returned_on) AS asked_on,
    batches.drawn_on,
    coalesce(passes.pass, 1) AS pass,
    passes.pass IS NULL AS once
FROM counted_rows AS counted
JOIN batches ON batches.place = counted.batch_place
LEFT JOIN passes ON passes.row = counted.row;

-- The same people by everything that the marts below tell apart, so that they read a few rows instead of everybody. Grain: one batch and
-- such a group.
CREATE TEMP TABLE batch_groups AS
SELECT
    batch, sent_on, returned_on, pass, once, is_known, with_number, lacks, age_band, outcome, code, sensitive, count(*) AS people
FROM batch_people
GROUP BY ALL;

-- How many people of such groups are as a condition says.
CREATE TEMP MACRO how_many(people, condition) AS CAST(coalesce(sum(people) FILTER (WHERE condition), 0) AS BIGINT);

CREATE TABLE trace_batches AS
WITH
outcomes AS (
    SELECT
        batch,
        how_many(people, is_known) AS sent,
        how_many(people, is_known AND with_number) AS sent_with_number,
        how_many(people, is_known AND lacks = '') AS sent_complete,
        how_many(people, pass = 1) AS first_asked,
        how_many(people, true) AS asked,
        how_many(people, outcome IS NOT NULL) AS answered,
        how_many(people, sensitive) AS sensitive,
        how_many(people, outcome = 'verified') AS verified,
        how_many(people, outcome = 'found') AS found,
        how_many(people, outcome = 'different') AS different,
        how_many(people, outcome = 'superseded') AS superseded,
        how_many(people, outcome = 'invalid') AS invalid,
        how_many(people, outcome = 'conflict') AS conflict,
        how_many(people, outcome = 'several') AS several,
        how_many(people, outcome = 'no_match') AS no_match,
        how_many(people, outcome = 'not_traced') AS not_traced,
        how_many(people, outcome = 'rejected') AS rejected,
        how_many(people, outcome = 'other') AS other
    FROM batch_groups
    GROUP BY batch
),
rest AS (
    SELECT
        batch_place,
        count(*) FILTER (WHERE NOT was_asked) AS not_asked,
        count(*) FILTER (WHERE was_asked AND NOT is_latest) AS answered_again
    FROM trace_rows
    WHERE is_answer
    GROUP BY batch_place
)
SELECT
    batches.batch,
    batches.request_load,
    loads.as_at,
    batches.dialect,
    batches.service,
    batches.route,
    batches.organisation,
    batches.sent_on,
    if(outcomes.answered > 0, batches.returned_on, NULL) AS returned_on,
    batches.transfer_reference,
    CAST(make_up(outcomes.first_asked, outcomes.asked) AS make_up) AS make_up,
    coalesce(outcomes.first_asked, 0) AS first_asked,
    -- What the request says; where it is not known, what the register says, which of a log counts calls and not people.
    CASE
        WHEN batches.request_load IS NOT NULL THEN outcomes.sent
        WHEN batches.service IS DISTINCT FROM 'smsp' THEN batches.registered_records
    END AS sent,
    if(batches.request_load IS NOT NULL, outcomes.sent_with_number, NULL) AS sent_with_number,
    if(batches.request_load IS NOT NULL, outcomes.sent_complete, NULL) AS sent_complete,
    coalesce(outcomes.answered, 0) AS answered,
    greatest(sent - coalesce(outcomes.answered, 0), 0) AS not_answered,
    coalesce(rest.answered_again, 0) AS answered_again,
    coalesce(rest.not_asked, 0) AS not_asked,
    coalesce(outcomes.verified, 0) AS verified,
    coalesce(outcomes.found, 0) AS found,
    coalesce(outcomes.different, 0) AS different,
    coalesce(outcomes.superseded, 0) AS superseded,
    coalesce(outcomes.invalid, 0) AS invalid,
    coalesce(outcomes.conflict, 0) AS conflict,
    coalesce(outcomes.several, 0) AS several,
    coalesce(outcomes.no_match, 0) AS no_match,
    coalesce(outcomes.not_traced, 0) AS not_traced,
    coalesce(outcomes.rejected, 0) AS rejected,
    coalesce(outcomes.other, 0) AS other,
    coalesce(outcomes.sensitive, 0) AS sensitive
FROM batches
LEFT JOIN outcomes USING (batch)
LEFT JOIN rest ON rest.batch_place = batches.place
LEFT JOIN loads ON loads.load = batches.request_load;

-- The batch that each response answers. Grain: one response; `is_known`: its request is in force.
CREATE TABLE response_loads AS
SELECT batch_responses.load, batches.batch, batch_responses.asked_place IS NOT NULL AS is_known
FROM batch_responses
JOIN batches ON batches.place = batch_responses.batch_place;

-- What each code came to. Grain: one batch, outcome and code.
CREATE TABLE outcome_counts AS
SELECT batch, any_value(batch_groups.returned_on) AS returned_on, outcome, code, how_many(people, true) AS people
FROM batch_groups
WHERE outcome IS NOT NULL
GROUP BY batch, outcome, code;

-- Match rates over time, like beside like: of people sent without a number to confirm, since confirming is another matter than finding.
-- Batches of one service and make-up that came back on one day count together. Grain: one service, make-up and day.
CREATE TABLE match_points AS
SELECT
    trace_batches.service,
    trace_batches.make_up,
    trace_batches.returned_on AS as_at,
    string_agg(DISTINCT batch, ', ' ORDER BY batch) AS batches,
    how_many(people, is_match(batch_groups.outcome)) AS matched,
    how_many(people, true) AS traced
FROM trace_batches
JOIN batch_groups USING (batch)
WHERE trace_batches.returned_on IS NOT NULL
    AND trace_batches.service IS NOT NULL
    AND is_trace(batch_groups.outcome)
    AND NOT batch_groups.with_number
GROUP BY trace_batches.service, trace_batches.make_up, trace_batches.returned_on;

-- Of the people asked about without a number at first, when the first answer came that found one. Grain: one pass.
CREATE TABLE match_passes AS
WITH
several AS (
    SELECT pass, min(pass) FILTER (WHERE is_match(outcome)) OVER (PARTITION BY person_id) AS found_at
    FROM batch_people
    SEMI JOIN (SELECT person_id FROM batch_people WHERE NOT once AND pass = 1 AND NOT with_number) AS without USING (person_id)
    WHERE NOT once
),
asked AS (
    SELECT pass, is_match(outcome) AS found, people FROM batch_groups WHERE once AND NOT with_number
    UNION ALL
    -- Whoever was found is asked about again to confirm the number.
    SELECT pass, pass = found_at, 1 FROM several WHERE coalesce(pass <= found_at, true)
)
SELECT
    pass,
    how_many(people, true) AS asked,
    how_many(people, found) AS found,
    (SELECT how_many(people, pass = 1) FROM asked) AS people
FROM asked
GROUP BY pass;

-- By what was sent: with a number to confirm, complete without one, or lacking something; a person who lacks two things counts in both.
-- Grain: one kind of completeness; `asked` counts people of batches.
CREATE TABLE match_completeness AS
SELECT
    completeness,
    how_many(people, true) AS asked,
    how_many(people, is_trace(outcome)) AS traced,
    how_many(people, is_match(outcome)) AS matched
FROM (
    SELECT
        unnest(CASE
            WHEN NOT is_known THEN ['not_known']
            WHEN with_number THEN ['with_number']
            WHEN lacks = '' THEN ['complete']
            ELSE string_split(lacks, ' ')
        END) AS completeness,
        outcome,
        people
    FROM batch_groups
)
GROUP BY completeness;

CREATE TABLE match_age_bands AS
SELECT
    age_band,
    how_many(people, true) AS asked,
    how_many(people, is_trace(outcome)) AS traced,
    how_many(people, is_match(outcome)) AS matched
FROM batch_groups
GROUP BY age_band;

-- Everybody of every batch as the snapshot had them from which it was made, or the one at or before its sending, else the first after.
-- Grain: one batch and person whom some snapshot had in scope.
CREATE TEMP TABLE batch_spans AS
WITH
firsts AS (
    SELECT person_id, min(held_from) AS first_held
    FROM spans
    SEMI JOIN batch_people USING (person_id)
    GROUP BY person_id
),
asked AS (
    SELECT
        batch,
        person_id,
        with_number,
        outcome,
        greatest(coalesce(drawn_on, asked_on), first_held) AS on_date
    FROM batch_people
    JOIN firsts USING (person_id)
)
SELECT asked.batch, asked.person_id, asked.with_number, asked.outcome, spans.team_set, spans.source
FROM asked
ASOF JOIN spans ON spans.person_id = asked.person_id AND asked.on_date >= spans.held_from;

-- Teams under the names and services of the latest date. Grain: one team.
CREATE TABLE match_teams AS
SELECT
    teams_on.team,
    any_value(teams_on.service) AS service,
    count(*) AS asked,
    count(*) FILTER (WHERE is_trace(outcome)) AS traced,
    count(*) FILTER (WHERE is_match(outcome)) AS matched
FROM batch_spans
JOIN team_sets USING (team_set)
JOIN teams_on ON teams_on.team_id = team_sets.team_id AND teams_on.as_at = (SELECT max(as_at) FROM dates)
GROUP BY teams_on.team;

CREATE TEMP MACRO of_detail(detail, differs) AS {
    'detail': detail,
    'compared': count(differs),
    'differed': count(*) FILTER (WHERE differs)
};

-- Of the people found, whose details came back other than they were sent, where both are known. Grain: one detail.
CREATE TABLE detail_differences AS
SELECT detail, compared, differed
FROM (
    SELECT unnest([
        of_detail('surname', differs_surname),
        of_detail('forename', differs_forename),
        of_detail('date_of_birth', differs_date_of_birth),
        of_detail('sex', differs_sex),
        of_detail('postcode', differs_postcode)
    ], recursive := true)
    FROM latest_answers
    WHERE is_match(outcome)
)
WHERE compared > 0;

-- Numbers that were sent to be confirmed, by where they had come from. Grain: one source.
CREATE TABLE checked_numbers AS
SELECT
    source,
    count(*) AS checked,
    count(*) FILTER (WHERE outcome = 'verified') AS confirmed,
    count(*) FILTER (WHERE outcome = 'superseded') AS superseded,
    count(*) FILTER (WHERE outcome = 'different') AS different,
    count(*) FILTER (WHERE outcome IN ('conflict', 'several', 'no_match')) AS not_confirmed,
    count(*) FILTER (WHERE outcome = 'invalid') AS invalid
FROM batch_spans
WHERE with_number AND is_trace(outcome) AND outcome <> 'not_traced'
GROUP BY source;
