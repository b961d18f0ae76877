-- Rules that several queries need, each written once.

-- Under which a team's name is recognised: case and repeated spaces don't matter.
CREATE MACRO name_key(name) AS lower(trim(regexp_replace(name, '\s+', ' ', 'g')));

-- Under which a batch or one of its files is recognised: case and the ending don't matter.
CREATE MACRO file_key(name) AS lower(regexp_replace(trim(name), '\.[A-Za-z0-9]{1,5}(\.age)?$', ''));

-- Whether an outcome says which number is the person's, or that the one sent is not.
CREATE MACRO is_conclusive(outcome) AS
    outcome IN ('verified', 'found', 'different', 'superseded', 'invalid', 'conflict');

-- Whether one person was found.
CREATE MACRO is_match(outcome) AS outcome IN ('verified', 'found', 'different', 'superseded');

-- Whether an outcome says something about the person; the others say something about the file.
CREATE MACRO is_trace(outcome) AS outcome NOT IN ('rejected', 'other');

-- What an answer says that found one person, by the number that was asked with and the one that came back; the others say it themselves.
CREATE MACRO outcome_by_number(outcome, sent, returned) AS
    CASE
        WHEN outcome NOT IN ('verified', 'found') OR sent IS NULL OR returned IS NULL THEN outcome
        WHEN sent = returned THEN CAST('verified' AS trace_outcome)
        ELSE CAST('different' AS trace_outcome)
    END;

-- The place of an answer among all, by that of its response and its line there.
CREATE MACRO answer_place(response, line) AS response * 4294967296 + line;

-- The place of what a trace says of a person among everything said: by day, what was asked before what was answered, and by batch.
CREATE MACRO event_place(on_date, is_answer, batch) AS
    (CAST(on_date - DATE '0001-01-01' AS BIGINT) * 2 + CAST(is_answer AS BIGINT)) * 4294967296 + batch;

-- What a batch is made of: people asked about for the first time, people whom an earlier batch left over, or both.
CREATE MACRO make_up(first_asked, asked) AS
    CASE
        WHEN first_asked * 10 >= asked * 9 THEN 'first_pass'
        WHEN first_asked * 10 <= asked THEN 'residue'
        WHEN asked > 0 THEN 'mixed'
    END;

-- The least state that counts, by the measure: recorded ≥ coverage ≥ verified.
CREATE MACRO least_that_counts(measure) AS
    CAST(CASE measure WHEN 'recorded' THEN 'damaged' WHEN 'coverage' THEN 'valid' WHEN 'verified' THEN 'verified' END AS record_state);

-- Whether a record in this state counts. States are compared as states: as text they would be compared by the alphabet.
CREATE MACRO counts(state, measure) AS CAST(state AS record_state) >= least_that_counts(measure);

-- The NHS number status indicator of a person: what is on the record, and where a trace of it stands. `outcome` is that of the latest
-- answer, `waits` whether a request since then is unanswered.
CREATE MACRO number_status(state, exempt, outcome, waits) AS
    CAST(CASE
        WHEN state = 'verified' THEN '01'
        WHEN exempt AND NOT counts(state, 'coverage') THEN '07'
        WHEN waits THEN '06'
        WHEN outcome IN ('found', 'different', 'superseded', 'invalid', 'conflict', 'verified') THEN '05'
        WHEN outcome IN ('several', 'no_match') THEN '04'
        WHEN counts(state, 'coverage') THEN '02'
        ELSE '03'
    END AS number_status);

-- Why the latest answer about a person needs somebody; null: it doesn't. `was` is the record's state when the answer came and `state` its
-- state now; `shown`: a snapshot since the answer tells it; `newly`: the record came into it after the answer.
CREATE MACRO answer_reason(outcome, sensitive, was, state, shown, newly) AS
    CAST(CASE
        -- The record holds the number that this trace told, or an earlier one, against which this one says nothing.
        WHEN state = 'verified' AND (shown OR outcome IN ('verified', 'found', 'several', 'no_match')) THEN NULL
        -- Whether a number on the record is the one that came back, the next snapshot tells.
        WHEN outcome = 'verified' AND NOT shown THEN NULL
        WHEN outcome = 'found' AND NOT shown AND counts(state, 'coverage') THEN NULL
        -- A number that others hold too is their matter first, unless the answer told another.
        WHEN state = 'shared' AND (outcome IN ('verified', 'found') OR newly AND is_match(outcome)) THEN NULL
        WHEN is_match(outcome) AND sensitive THEN 'sensitive'
        WHEN outcome IN ('verified', 'found') THEN if(coalesce(counts(state, 'coverage'), false), 'different', 'to_load')
        WHEN is_match(outcome) THEN CAST(outcome AS VARCHAR)
        -- There was no usable number to ask with, and there is one now.
        WHEN shown AND state = 'valid' AND was < CAST('shared' AS record_state) THEN NULL
        ELSE CAST(outcome AS VARCHAR)
    END AS queue_reason);

-- Whether a decision takes a record out of the cleansing queue.
CREATE MACRO closes(decision) AS decision IN ('number_accepted', 'number_kept', 'duplicate_merged', 'no_number');

-- The last day known as at a date: what came after the latest figures is known at them.
CREATE MACRO known_until(as_at, latest) AS if(as_at >= latest, DATE '9999-12-31', as_at);

-- How long a record has been waiting at a date, in calendar months.
CREATE MACRO waiting_since(entered, as_at) AS
    CAST(CASE
        WHEN entered + INTERVAL 1 MONTH > as_at THEN 'under_1_month'
        WHEN entered + INTERVAL 3 MONTHS > as_at THEN 'under_3_months'
        WHEN entered + INTERVAL 6 MONTHS > as_at THEN 'under_6_months'
        ELSE 'longer'
    END AS waiting);

-- The rung of the ladder that the measure names.
CREATE MACRO rung(measure, recorded, covered, verified) AS
    CASE measure WHEN 'recorded' THEN recorded WHEN 'coverage' THEN covered WHEN 'verified' THEN verified END;

-- The fewest records that must still count for the target to hold, in whole records.
CREATE MACRO records_to_go(basis_points, in_scope, counted) AS
    greatest(0, (CAST(basis_points AS BIGINT) * in_scope + 9999) // 10000 - counted);

-- How many records may lose their number before the target is missed; negative: must gain one before it is met.
CREATE MACRO margin(basis_points, in_scope, counted) AS
    CAST(counted - (CAST(basis_points AS BIGINT) * in_scope + 9999) // 10000 AS BIGINT);

-- Whether something is still to be done about an entry of the register.
CREATE MACRO is_open(status) AS CAST(status AS VARCHAR) IN ('not_started', 'in_progress', 'blocked');

-- Where a person in scope stands in a unit: not a member, a member whom the view leaves out, or one whom it counts.
CREATE MACRO standing_in(member, exempt, view, state, measure) AS
    CASE
        WHEN NOT member THEN CAST('elsewhere' AS standing)
        WHEN exempt AND view = 'excluded' THEN CAST('exempt' AS standing)
        WHEN counts(state, measure) THEN CAST('with_number' AS standing)
        ELSE CAST('without_number' AS standing)
    END;

-- The one step that a person takes between two ends; null where nothing moves. `state` is the record's at the closing.
CREATE MACRO movement_step(was, now, state) AS
    CASE was
        WHEN 'with_number' THEN
            CASE now
                WHEN 'out_of_scope' THEN 'left_with_number'
                WHEN 'elsewhere' THEN 'transferred_out_with_number'
                WHEN 'exempt' THEN 'became_exempt'
                WHEN 'without_number' THEN
                    CASE state
                        WHEN 'missing' THEN 'lost_removed'
                        WHEN 'shared' THEN 'lost_newly_shared'
                        WHEN 'valid' THEN 'lost_verification'
                        ELSE 'lost_invalidated'
                    END
            END
        WHEN 'without_number' THEN
            CASE now
                WHEN 'out_of_scope' THEN 'left_without_number'
                WHEN 'elsewhere' THEN 'transferred_out_without_number'
                WHEN 'exempt' THEN 'became_exempt'
                WHEN 'with_number' THEN 'gained'
            END
        WHEN 'out_of_scope' THEN CASE now WHEN 'with_number' THEN 'joined_with_number' WHEN 'without_number' THEN 'joined_without_number' END
        WHEN 'elsewhere' THEN
            CASE now WHEN 'with_number' THEN 'transferred_in_with_number' WHEN 'without_number' THEN 'transferred_in_without_number' END
        WHEN 'exempt' THEN CASE WHEN now >= CAST('without_number' AS standing) THEN 'exemption_ended' END
    END;

-- What a step of a bridge is, added up: where it stood, numbers gained or lost, people coming and going, exemptions, where it stands.
CREATE MACRO movement_part(step) AS
    CASE
        WHEN step IN ('opening', 'closing', 'gained') THEN step
        WHEN step IN ('exemption_ended', 'became_exempt') THEN 'exemptions'
        WHEN starts_with(step, 'lost_') THEN 'lost'
        ELSE 'people'
    END;

-- What the steps of one such part add up to.
CREATE MACRO moved(covered, part, wanted) AS CAST(coalesce(sum(covered) FILTER (WHERE part = wanted), 0) AS BIGINT);

-- Whether a workstream is needed once or goes on as long as numbers are looked for.
CREATE MACRO phase_of(workstream) AS
    CAST(if(CAST(workstream AS VARCHAR) IN ('set_up', 'governance'), 'set_up', 'running') AS phase);

-- What time costs at a rate an hour, to the penny, half up.
CREATE MACRO cost_of(rate_pence, minutes) AS (2 * rate_pence * minutes + 60) // 120;

-- What of a total that is spread evenly over days lies before a day, rounded down: so that the parts always add up to it.
CREATE MACRO spread_before(total, starts, ends, day) AS
    total * greatest(0, least(CAST(day - starts AS BIGINT), CAST(ends - starts AS BIGINT) + 1)) // (CAST(ends - starts AS BIGINT) + 1);

-- The first day of the period in which a day lies; of everything in one it is the first day there is.
CREATE MACRO period_of(day, grain, first_day) AS
    CAST(CASE grain WHEN 'week' THEN date_trunc('week', day) WHEN 'month' THEN date_trunc('month', day) ELSE first_day END AS DATE);

-- The first day after a period.
CREATE MACRO period_end(period, grain) AS
    CAST(CASE grain
        WHEN 'week' THEN period + INTERVAL 7 DAYS
        WHEN 'month' THEN period + INTERVAL 1 MONTH
        ELSE TIMESTAMP '9999-12-31'
    END AS DATE);

-- Every period from one day to another.
CREATE MACRO periods_between(first_day, last_day, grain) AS
    CASE grain
        WHEN 'week' THEN CAST(generate_series(date_trunc('week', first_day), last_day, INTERVAL 7 DAYS) AS DATE[])
        WHEN 'month' THEN CAST(generate_series(date_trunc('month', first_day), last_day, INTERVAL 1 MONTH) AS DATE[])
        ELSE list_filter([first_day], lambda day: day IS NOT NULL)
    END;
