-- How many records are in each state. Grain: one snapshot, unit and view of exemptions; zeros where a unit has nobody.
-- A unit is the council (name ''), a service or a team. The council and each service count a person once, each team counts its
-- own. Inputs: state_cells, snapshots, set_units, dates.

CREATE TABLE states AS
WITH
-- Records of each unit; the zero keeps the council where nobody is in scope.
records AS (
    SELECT as_at, level, name, exempt, state, records
    FROM state_cells
    JOIN set_units USING (as_at, team_set)
    UNION ALL
    SELECT as_at, CAST('council' AS unit_level), '', false, CAST('missing' AS record_state), 0
    FROM snapshots
),
counted AS (
    SELECT as_at, level, name, exempt, state, sum(records) AS records
    FROM records
    GROUP BY ALL
),
-- Every unit at every snapshot.
grid AS (
    SELECT snapshots.as_at, units.level, units.name
    FROM snapshots
    CROSS JOIN (SELECT DISTINCT level, name FROM counted) AS units
),
views AS (
    SELECT unnest(enum_range(CAST(NULL AS exemptions_view))) AS view
),
-- Only the records that the view counts.
viewed AS (
    SELECT
        grid.as_at,
        grid.level,
        grid.name,
        views.view,
        counted.state,
        CASE WHEN views.view = 'included' OR NOT counted.exempt THEN counted.records END AS records,
        CASE WHEN counted.exempt THEN counted.records END AS exempt,
        counted.records IS NOT NULL AS listed
    FROM grid
    CROSS JOIN views
    LEFT JOIN counted USING (as_at, level, name)
)
SELECT
    as_at,
    level,
    name,
    CAST(view AS exemptions_view) AS view,
    any_value(dates.last_of_month) AS last_of_month,
    -- Whether the unit had anybody at the date, in either view.
    level = 'council' OR bool_or(listed) AS listed,
    CAST(coalesce(sum(records), 0) AS BIGINT) AS in_scope,
    CAST(coalesce(sum(exempt), 0) AS BIGINT) AS exempt,
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'recorded')), 0) AS BIGINT) AS recorded,
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'coverage')), 0) AS BIGINT) AS covered,
    CAST(coalesce(sum(records) FILTER (WHERE counts(state, 'verified')), 0) AS BIGINT) AS counted_verified,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'missing'), 0) AS BIGINT) AS missing,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'damaged'), 0) AS BIGINT) AS damaged,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'malformed'), 0) AS BIGINT) AS malformed,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'placeholder'), 0) AS BIGINT) AS placeholder,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'check_digit_fails'), 0) AS BIGINT) AS check_digit_fails,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'other_range'), 0) AS BIGINT) AS other_range,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'shared'), 0) AS BIGINT) AS shared,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'valid'), 0) AS BIGINT) AS valid,
    CAST(coalesce(sum(records) FILTER (WHERE state = 'verified'), 0) AS BIGINT) AS verified
FROM viewed
JOIN dates USING (as_at)
GROUP BY as_at, level, name, view
ORDER BY as_at, level, name;
