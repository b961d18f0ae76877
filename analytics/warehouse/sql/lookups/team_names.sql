-- Every name under which a team can be asked for. Grain: one name. Input: team_names.

SELECT key, team
FROM team_names
ORDER BY key;
