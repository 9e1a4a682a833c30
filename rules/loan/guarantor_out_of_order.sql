-- One row for each guarantee for a start-up loan by somebody who, or whose spouse,
-- stands for others at the same time, had died, is not the public employee that is
-- said, or gets a guarantee back.
WITH held AS (
    SELECT *
    FROM state.loan_guarantee
    WHERE loan_kind = $loan_kind
),

standing AS (
    SELECT *
    FROM held
    WHERE is_firm(tier) AND coalesce(guarantee_kind, '') != '联保'
),

-- Whose earlier guarantees count beside one: the guarantor's, and the spouse's of that
-- day.
counting AS (
    SELECT
        *,
        'own' AS side,
        guarantor_id AS holder_id,
        [] AS proof
    FROM standing
    UNION ALL BY NAME
    SELECT
        standing.*,
        'both' AS side,
        mate.spouse_id AS holder_id,
        mate.records AS proof
    FROM standing
    INNER JOIN state.spouse AS mate
        ON
            standing.guarantor_id = mate.person_id
            AND holds(mate.valid_from, mate.valid_to, standing.held_from)
    WHERE is_firm(mate.tier)
),

-- What each of the two stood for already, for another loan.
already AS (
    SELECT
        later.record_id,
        later.held_from,
        later.side,
        count(DISTINCT earlier.record_id) AS others,
        list_sort(list_distinct(
            list(earlier.record_id) || flatten(list(later.proof))
        )) AS records
    FROM counting AS later
    INNER JOIN standing AS earlier
        ON
            later.holder_id = earlier.guarantor_id
            AND (later.held_from, later.record_id)
            > (earlier.held_from, earlier.record_id)
            AND coalesce(later.held_from < earlier.held_to, TRUE)
            AND later.loan_record != earlier.loan_record
    GROUP BY later.record_id, later.held_from, later.side
),

several AS (
    SELECT *
    FROM already
    WHERE side = 'own'
),

mated AS (
    SELECT *
    FROM already
    WHERE side = 'both'
),

-- Of several guarantees at one time, those beyond the number that local policy allows.
beyond AS (
    SELECT
        several.record_id,
        several.records,
        CASE
            WHEN allowed.guarantees_count IS NULL THEN '一人可担保笔数的规定'
        END AS missing
    FROM several
    LEFT JOIN policy.guarantor_limit AS allowed
        ON
            allowed.loan_kind = $loan_kind
            AND holds(allowed.valid_from, allowed.valid_to, several.held_from)
    WHERE coalesce(several.others >= allowed.guarantees_count, TRUE)
),

beyond_both AS (
    -- The couple's together, where the guarantor's own alone are not too many.
    SELECT
        mated.record_id,
        mated.records || coalesce(several.records, []) AS records,
        CASE
            WHEN allowed.guarantees_count IS NULL THEN '一人可担保笔数的规定'
        END AS missing
    FROM mated
    LEFT JOIN several ON mated.record_id = several.record_id
    LEFT JOIN policy.guarantor_limit AS allowed
        ON
            allowed.loan_kind = $loan_kind
            AND holds(allowed.valid_from, allowed.valid_to, mated.held_from)
    WHERE
        coalesce(
            mated.others + coalesce(several.others, 0) >= allowed.guarantees_count,
            TRUE
        )
        AND coalesce(coalesce(several.others, 0) < allowed.guarantees_count, TRUE)
),

paid_months AS (
    SELECT DISTINCT month_of(paid_for) AS paid_month
    FROM resolved.staff_payroll
),

off_payroll AS (
    SELECT held.record_id
    FROM held
    INNER JOIN paid_months ON month_of(held.held_from) = paid_months.paid_month
    LEFT JOIN state.wage AS wage
        ON
            held.guarantor_id = wage.person_id
            AND month_of(held.held_from) = wage.wage_month
    WHERE
        held.guarantee_kind = '公职人员保证'
        AND is_firm(held.tier)
        AND wage.person_id IS NULL
),

found AS (
    SELECT
        record_id,
        '同时多笔担保' AS variant,
        records,
        cast(NULL AS DATE) AS event_on,
        'T1' AS tier,
        cast(NULL AS INTEGER) AS link_milli,
        missing
    FROM beyond
    UNION ALL
    SELECT
        record_id,
        '配偶另有担保' AS variant,
        records,
        NULL AS event_on,
        'T1' AS tier,
        NULL AS link_milli,
        missing
    FROM beyond_both
    UNION ALL
    SELECT
        record_id,
        '公职人员未在册' AS variant,
        [] AS records,
        NULL AS event_on,
        'T1' AS tier,
        NULL AS link_milli,
        NULL AS missing
    FROM off_payroll
    UNION ALL
    SELECT
        held.record_id,
        '担保人已登记死亡' AS variant,
        death.records,
        death.died_on AS event_on,
        death.tier,
        death.link_milli,
        NULL AS missing
    FROM held
    INNER JOIN state.death AS death ON held.guarantor_id = death.person_id
    WHERE
        death.died_on < held.held_from
        AND NOT is_chained(held.tier, death.tier)
    UNION ALL
    SELECT
        record_id,
        CASE shape WHEN 'ring' THEN '循环担保' ELSE '担保圈逾期' END AS variant,
        records,
        NULL AS event_on,
        'T1' AS tier,
        NULL AS link_milli,
        NULL AS missing
    FROM network.guarantee_circle
)

SELECT
    'person' AS subject_kind,
    held.guarantor_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    held.record_id AS act,
    found.variant,
    held.held_from AS act_on,
    coalesce(found.event_on, held.held_from) AS event_on,
    held.held_from AS period_from,
    coalesce(held.held_to, held.held_from) AS period_to,
    held.open_fen AS amount_fen,
    greatest(held.tier, found.tier) AS tier,
    least(held.link_milli, found.link_milli) AS link_milli,
    found.missing,
    list_sort(list_distinct([held.record_id, held.loan_record] || found.records))
        AS evidence_for,
    handled(
        held.accepted_by, held.reviewed_by, held.approved_by,
        held.paid_by, held.accepting_unit
    ) AS chain,
    CASE
        WHEN found.variant = '担保人已登记死亡' OR held.is_overdue THEN 'S2' ELSE 'S3'
    END AS severity
FROM found
INNER JOIN held ON found.record_id = held.record_id
