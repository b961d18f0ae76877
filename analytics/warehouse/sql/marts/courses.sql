-- Each team's way to where it is, in one row, so that a page with all teams doesn't gather years of dates. Grain: one team, view of
-- exemptions and measure; `points` by date, oldest first, only dates at which the rung is known. Inputs: coverage, rebases.

CREATE TABLE courses AS
SELECT
    name,
    view,
    measure,
    -- By its first field, the date.
    list_sort(list({
        'as_at': as_at,
        'numerator': counted,
        'denominator': in_scope,
        'target': target,
        'rebase': as_at IN (SELECT as_at FROM rebases WHERE level = 'council')
            OR (name, as_at) IN (SELECT name, as_at FROM rebases WHERE level = 'team')
    })) AS points
FROM coverage
WHERE level = 'team' AND counted IS NOT NULL
GROUP BY ALL
ORDER BY view, measure, name;
