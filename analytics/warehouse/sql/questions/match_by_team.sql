-- Match rates by team. Grain: one team. Input: match_teams.

SELECT team AS "group", asked, traced, matched
FROM match_teams;
