-- What may go wrong and what has. Grain: one risk that was neither closed nor withdrawn, realised ones first, then by score. Input:
-- register_entries.

SELECT
    id,
    title,
    owner,
    CAST(status AS VARCHAR) AS status,
    likelihood,
    impact,
    likelihood * impact AS score,
    if(status = 'realised', done, NULL) AS realised_on,
    due,
    coalesce(review, expires) AS review,
    evidence,
    replace(depends_on, chr(10), ', ') AS depends_on
FROM register_entries
WHERE version = register_version(CAST($as_at AS DATE)) AND kind = 'risk' AND status NOT IN ('closed', 'withdrawn')
ORDER BY register_entries.status = 'realised' DESC, likelihood * impact DESC NULLS LAST, id;
