-- Each team's way to where it is, so that a page with all teams doesn't gather years of dates. Grain: one team, view of exemptions and
-- measure. `points`: its dates at which the rung is known, oldest first, each as `days since 0001-01-01, numerator, denominator,
-- target, 1 where a segment starts` with spaces between, and a semicolon between dates: one text is read faster than lists of that length.
-- Inputs: coverage, rebases.

CREATE TABLE courses AS
SELECT
    name,
    view,
    measure,
    string_agg(
        concat_ws(
            ' ',
            as_at - DATE '0001-01-01',
            counted,
            in_scope,
            target,
            CAST(
                as_at IN (SELECT as_at FROM rebases WHERE level = 'council')
                OR (name, as_at) IN (SELECT name, as_at FROM rebases WHERE level = 'team') AS INTEGER
            )
        ),
        ';' ORDER BY as_at
    ) AS points
FROM coverage
WHERE level = 'team' AND counted IS NOT NULL
GROUP BY ALL
ORDER BY view, measure, name;
