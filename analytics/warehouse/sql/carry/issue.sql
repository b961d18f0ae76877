-- Notes one finding of a load's manifest. Inputs: the finding's values.

INSERT INTO issues
VALUES ($load, CAST($severity AS severity), $column, $reason, $text, $rows, $first_line);
