-- What was decided and what waits for a decision. Grain: one decision, those that wait first by when they are due, then the latest first.
-- Input: register_entries.

SELECT
    id,
    title,
    owner,
    CAST(status AS VARCHAR) AS status,
    due,
    done,
    coalesce(review, expires) AS expires,
    evidence,
    replace(depends_on, chr(10), ', ') AS depends_on,
    CAST(item AS VARCHAR) AS item
FROM register_entries
WHERE version = register_version(CAST($as_at AS DATE)) AND kind = 'decision'
ORDER BY is_open(register_entries.status) DESC, if(is_open(register_entries.status), due, NULL) NULLS LAST, done DESC NULLS LAST, id;
