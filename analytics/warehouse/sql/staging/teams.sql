-- Reads the teams in force. Grain: one team, former name and date. Input: $file, a `teams.parquet`.

INSERT INTO staged_teams
SELECT team, service, renamed_from, CAST(valid_from AS DATE) AS valid_from
FROM read_parquet($file);
