-- The exact bridge between each snapshot and the one before, where that is the date before. Grain: one snapshot, unit, view of
-- exemptions, measure and step, `gained` one per source; steps that nobody took are left out. Inputs: change_cells, coverage,
-- dates, set_units.

CREATE TABLE movements AS
WITH
views AS (
    SELECT CAST(unnest(enum_range(CAST(NULL AS exemptions_view))) AS exemptions_view) AS view
),
measures AS (
    SELECT CAST(unnest(enum_range(CAST(NULL AS measure))) AS measure) AS measure
),
pairs AS (
    SELECT dates.as_at, dates.previous
    FROM dates
    JOIN dates AS earlier ON earlier.as_at = dates.previous
    WHERE dates.provenance = 'snapshot' AND earlier.provenance = 'snapshot'
),
changes AS MATERIALIZED (
    SELECT row_number() OVER () AS change, pairs.previous, change_cells.*
    FROM change_cells
    JOIN pairs USING (as_at)
),
-- The units that a change touches.
touched AS (
    SELECT change, level, name, bool_or(opening) AS opening, bool_or(NOT opening) AS closing
    FROM (
        SELECT changes.change, set_units.level, set_units.name, true AS opening
        FROM changes
        JOIN set_units ON set_units.as_at = changes.previous AND set_units.team_set = changes.was_set
        UNION ALL
        SELECT changes.change, set_units.level, set_units.name, false
        FROM changes
        JOIN set_units ON set_units.as_at = changes.as_at AND set_units.team_set = changes.now_set
    )
    GROUP BY change, level, name
),
ends AS (
    SELECT
        changes.as_at,
        touched.level,
        touched.name,
        views.view,
        measures.measure,
        if(was_set IS NULL, CAST('out_of_scope' AS standing), standing_in(opening, was_exempt, view, was_state, measure)) AS was,
        if(now_set IS NULL, CAST('out_of_scope' AS standing), standing_in(closing, now_exempt, view, now_state, measure)) AS now,
        changes.now_state AS state,
        changes.source,
        changes.people
    FROM touched
    JOIN changes USING (change)
    CROSS JOIN views
    CROSS JOIN measures
),
steps AS (
    SELECT
        *,
        CAST(movement_step(was, now, state) AS movement_step) AS step,
        CAST(now >= CAST('without_number' AS standing) AS INTEGER) - CAST(was >= CAST('without_number' AS standing) AS INTEGER) AS present,
        CAST(now = 'with_number' AS INTEGER) - CAST(was = 'with_number' AS INTEGER) AS counting
    FROM ends
)
SELECT
    as_at,
    level,
    name,
    view,
    measure,
    step,
    if(step = 'gained', source, NULL) AS source,
    CAST(sum(people) AS BIGINT) AS people,
    CAST(sum(people * present) AS BIGINT) AS in_scope,
    CAST(sum(people * counting) AS BIGINT) AS covered
FROM steps
WHERE step IS NOT NULL
GROUP BY ALL
UNION ALL
-- Where it stood and where it stands: the ladder itself, so that the bridge is checked and not made to fit.
SELECT pairs.as_at, level, name, view, measure, CAST('opening' AS movement_step), NULL, in_scope, in_scope, counted
FROM pairs
JOIN coverage ON coverage.as_at = pairs.previous
UNION ALL
SELECT pairs.as_at, level, name, view, measure, CAST('closing' AS movement_step), NULL, in_scope, in_scope, counted
FROM pairs
JOIN coverage ON coverage.as_at = pairs.as_at
ORDER BY as_at, level, name;

-- The steps in their order, `gained` once for each source. Grain: one row of every bridge.
CREATE TABLE movement_rows AS
SELECT CAST(step AS movement_step) AS step, CAST(source AS number_source) AS source
FROM (SELECT unnest(enum_range(CAST(NULL AS movement_step))) AS step)
LEFT JOIN (SELECT unnest(enum_range(CAST(NULL AS number_source))) AS source) ON step = 'gained';

-- What each team contributed. Grain: one snapshot, team, view of exemptions and measure.
CREATE TABLE movement_parts AS
SELECT
    as_at,
    name AS team,
    view,
    measure,
    moved(covered, part, 'opening') AS opening,
    moved(covered, part, 'gained') AS gained,
    moved(covered, part, 'lost') AS lost,
    moved(covered, part, 'people') AS people,
    moved(covered, part, 'exemptions') AS exemptions,
    moved(covered, part, 'closing') AS closing
FROM (SELECT *, movement_part(CAST(step AS VARCHAR)) AS part FROM movements WHERE level = 'team')
GROUP BY as_at, name, view, measure
ORDER BY as_at;
