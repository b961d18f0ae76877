-- Who joined, and what was gained and lost since the snapshot before. Grain: one snapshot, unit, view of exemptions and measure,
-- where the unit has people at either end. Inputs: movements, dates.

CREATE TABLE flows AS
WITH
counted AS (
    SELECT
        as_at,
        level,
        name,
        view,
        measure,
        CAST(coalesce(sum(people) FILTER (WHERE step IN ('joined_with_number', 'joined_without_number')), 0) AS BIGINT) AS joined,
        CAST(coalesce(sum(people) FILTER (WHERE step = 'joined_with_number'), 0) AS BIGINT) AS joined_with_number,
        CAST(coalesce(sum(people) FILTER (WHERE step = 'gained'), 0) AS BIGINT) AS gained,
        CAST(
            coalesce(
                sum(people) FILTER (WHERE step IN ('lost_removed', 'lost_invalidated', 'lost_newly_shared', 'lost_verification')), 0
            ) AS BIGINT
        ) AS lost
    FROM movements
    GROUP BY ALL
    HAVING sum(people) > 0
)
SELECT
    counted.as_at,
    dates.previous,
    dates.basis_points AS target,
    level,
    name,
    view,
    measure,
    joined,
    joined_with_number,
    gained,
    lost,
    gained - lost AS net_gain
FROM counted
JOIN dates USING (as_at)
-- A unit's trend lies together.
ORDER BY level, name, view, measure, counted.as_at;
