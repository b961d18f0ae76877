-- Reads one load of the register. Grain: one entry. Inputs: $file, a `register.parquet`; $load, its number; $version, the load of the
-- whole file that it stands in or adds to, and $kept_on, that one's day.

INSERT INTO staged_register
SELECT
    CAST($load AS INTEGER) AS load,
    CAST($version AS INTEGER) AS version,
    CAST($kept_on AS DATE) AS kept_on,
    id,
    name_key(id) AS key,
    CAST(kind AS entry_kind) AS kind,
    title,
    owner,
    CAST(status AS entry_status) AS status,
    due,
    first_due,
    done,
    expires,
    review,
    evidence,
    depends_on,
    CAST(item AS readiness_item) AS item,
    likelihood,
    impact,
    batch,
    route
FROM (
    SELECT * FROM read_parquet($file)
    -- Loads from before a review was told apart from an expiry have no such column.
    UNION ALL BY NAME
    SELECT CAST(NULL AS DATE) AS review WHERE false
);
