-- Each team's way to where it is. Grain: one team, view of exemptions and measure. Input: courses.

SELECT name AS team, CAST(view AS VARCHAR) AS view, CAST(measure AS VARCHAR) AS measure, points
FROM courses;
