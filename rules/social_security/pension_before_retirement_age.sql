-- One row for each employee's pension paid before the retirement age: by the birth
-- date in the citizen's number, or by a later one that another register holds.
WITH paid AS (
    SELECT
        *,
        month_of(paid_for) AS fee_month,
        cast(strptime(substr(id_text, 7, 8), '%Y%m%d') AS DATE) AS number_born_on,
        CASE
            WHEN cast(substr(id_text, 17, 1) AS INTEGER) % 2 = 1 THEN '男' ELSE '女'
        END AS own_sex
    FROM resolved.pension_payment
    WHERE
        is_tied(link_tier)
        AND id_kind = 'valid'
        AND scheme IN ('企业养老', '机关养老')
        AND coalesce(payment_flag, '已支付') = '已支付'
        AND amount_fen > coalesce(funeral_fen, 0)
),

registered AS (
    -- A birth date does not change: of each register the last word about the person
    -- counts, and one that was corrected says nothing any more.
    SELECT
        person_id,
        birth_on,
        tier,
        link_milli,
        unnest(records) AS record_id
    FROM state.birth
    UNION ALL BY NAME
    SELECT
        person_id,
        birth_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.cadre
    WHERE is_tied(link_tier) AND birth_on IS NOT NULL
    QUALIFY
        rank() OVER (
            PARTITION BY person_id ORDER BY delivered_on DESC NULLS LAST
        ) = 1
    UNION ALL BY NAME
    SELECT
        person_id,
        birth_on,
        link_tier AS tier,
        link_milli,
        record_id
    FROM resolved.resident_enrolment
    WHERE is_tied(link_tier) AND birth_on IS NOT NULL
    QUALIFY
        rank() OVER (
            PARTITION BY person_id ORDER BY delivered_on DESC NULLS LAST
        ) = 1
),

later_birth AS (
    SELECT
        paid.record_id AS act,
        max(registered.birth_on) AS born_on,
        max(registered.tier) AS tier,
        min(registered.link_milli) AS link_milli,
        list(registered.record_id ORDER BY registered.record_id) AS records
    FROM paid
    INNER JOIN registered
        ON
            paid.person_id = registered.person_id
            AND registered.birth_on > paid.number_born_on + $differing_days
    WHERE NOT is_chained(paid.link_tier, registered.tier)
    GROUP BY paid.record_id
),

dated AS (
    SELECT
        paid.record_id AS act,
        '证件日期' AS variant,
        1 AS place,
        paid.number_born_on AS born_on,
        paid.link_tier AS tier,
        paid.link_milli,
        cast([] AS VARCHAR[]) AS records
    FROM paid
    UNION ALL BY NAME
    SELECT
        act,
        '其他登记日期' AS variant,
        2 AS place,
        born_on,
        tier,
        link_milli,
        records
    FROM later_birth
),

due AS (
    SELECT
        dated.act,
        dated.variant,
        min(cast(dated.born_on + to_months(retire.age_months) AS DATE)) AS due_on
    FROM dated
    INNER JOIN paid ON dated.act = paid.record_id
    INNER JOIN policy.retire_age AS retire
        ON
            paid.own_sex = left(retire.category, 1)
            AND dated.born_on BETWEEN
            cast(retire.born_from AS DATE) AND cast(retire.born_to AS DATE)
            AND holds(retire.valid_from, retire.valid_to, paid.paid_for)
    GROUP BY dated.act, dated.variant
),

early AS (
    SELECT
        paid.*,
        dated.variant,
        dated.place,
        dated.born_on,
        dated.records,
        dated.tier AS birth_tier,
        dated.link_milli AS birth_milli,
        due.due_on
    FROM paid
    INNER JOIN dated ON paid.record_id = dated.act
    INNER JOIN due ON dated.act = due.act AND dated.variant = due.variant
    WHERE paid.fee_month < month_of(due.due_on)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    variant,
    due_on AS event_on,
    paid_for AS period_from,
    'S3' AS severity,
    'social_security/' || scheme AS matter,
    last_day(coalesce(paid_in, paid_for)) AS act_on,
    coalesce(paid_for_to, last_day(paid_for)) AS period_to,
    amount_fen - coalesce(funeral_fen, 0) AS amount_fen,
    greatest(link_tier, birth_tier) AS tier,
    least(link_milli, birth_milli) AS link_milli,
    [record_id] || records AS evidence_for,
    handled(accepted_by, reviewed_by, approved_by, paid_by, agency) AS chain,
    MAP { 'sex': own_sex, 'born_on': cast(born_on AS VARCHAR) } AS facts
FROM early
QUALIFY row_number() OVER (
    PARTITION BY record_id ORDER BY is_weak(birth_tier), place, due_on
) = 1
