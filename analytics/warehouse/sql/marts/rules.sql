-- Rules that several queries need, each written once.

-- Under which a team's name is recognised: case and repeated spaces don't matter.
CREATE MACRO name_key(name) AS lower(trim(regexp_replace(name, '\s+', ' ', 'g')));

-- Whether a record in this state counts, by the measure: recorded ≥ coverage ≥ verified. States are compared as states: as text
-- they would be compared by the alphabet.
CREATE MACRO counts(state, measure) AS
    CASE measure
        WHEN 'recorded' THEN CAST(state AS record_state) > CAST('missing' AS record_state)
        WHEN 'coverage' THEN CAST(state AS record_state) >= CAST('valid' AS record_state)
        WHEN 'verified' THEN CAST(state AS record_state) = CAST('verified' AS record_state)
    END;

-- The rung of the ladder that the measure names.
CREATE MACRO rung(measure, recorded, covered, verified) AS
    CASE measure WHEN 'recorded' THEN recorded WHEN 'coverage' THEN covered WHEN 'verified' THEN verified END;

-- The fewest records that must still count for the target to hold, in whole records.
CREATE MACRO records_to_go(basis_points, in_scope, counted) AS
    greatest(0, (CAST(basis_points AS BIGINT) * in_scope + 9999) // 10000 - counted);
