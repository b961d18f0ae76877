-- By which scripts a generation was built. Grain: one row. Input: build.

SELECT fingerprint
FROM build;
