-- One row for each person on the allowance and certificate with relatives who then were
-- cadres of the same village, or handled the payment, and were not in the register.
-- Each month is asked by itself: the post, the kinship and the entry must hold in it.
WITH month AS MATERIALIZED (
    SELECT *
    FROM state.dibao_member_month
),

village AS (
    SELECT DISTINCT
        person_id,
        town,
        village
    FROM resolved.dibao_member
    WHERE is_tied(link_tier) AND village IS NOT NULL
),

related AS (
    SELECT
        month.*,
        kin.other_id AS official_id,
        kin.records AS kin_records,
        plain_name(official.person_name) AS written,
        official.town AS post_town,
        official.village AS post_village,
        official.record_id AS post_record,
        greatest(month.tier, kin.tier, official.tier) AS weakest_tier,
        least(month.link_milli, official.link_milli) AS weakest_milli
    FROM month
    INNER JOIN state.kin AS kin
        ON
            month.person_id = kin.person_id
            AND meets(
                kin.valid_from, kin.valid_to, month.paid_for, month.paid_for_to
            )
    INNER JOIN state.official AS official
        ON
            kin.other_id = official.person_id
            AND meets(
                official.appointed_on, official.removed_on,
                month.paid_for, month.paid_for_to
            )
    WHERE
        kin.relation IS DISTINCT FROM '非亲属'
        AND NOT is_chained(month.tier, kin.tier)
        AND NOT is_chained(month.tier, official.tier)
        AND NOT is_chained(kin.tier, official.tier)
),

charged AS (
    SELECT
        related.*,
        '村干部亲属' AS variant
    FROM related
    INNER JOIN village
        ON
            related.person_id = village.person_id
            AND related.post_town IS NOT DISTINCT FROM village.town
            AND related.post_village = village.village
    UNION ALL BY NAME
    SELECT
        related.*,
        '经办人员亲属' AS variant
    FROM related
    WHERE
        related.written IN (
            plain_name(related.accepted_by),
            plain_name(related.reviewed_by),
            plain_name(related.approved_by)
        )
),

entry AS (
    SELECT
        officer_person_id,
        person_id,
        certificate_number,
        registered_on,
        valid_to
    FROM resolved.dibao_kin_register
    WHERE is_tied(officer_link_tier)
),

entered AS (
    SELECT
        charged.payment_record,
        charged.person_id,
        charged.official_id
    FROM charged
    INNER JOIN entry
        ON
            charged.official_id = entry.officer_person_id
            AND charged.person_id = entry.person_id
    WHERE
        meets(
            entry.registered_on, entry.valid_to, charged.paid_for, charged.paid_for_to
        )
    UNION
    SELECT
        charged.payment_record,
        charged.person_id,
        charged.official_id
    FROM charged
    INNER JOIN entry
        ON
            charged.official_id = entry.officer_person_id
            AND charged.certificate_number = entry.certificate_number
    WHERE
        meets(
            entry.registered_on, entry.valid_to, charged.paid_for, charged.paid_for_to
        )
),

declared AS (
    SELECT DISTINCT
        person_id AS official_id,
        kin_person_id AS person_id
    FROM resolved.declared_kin
    WHERE
        is_firm(link_tier) AND is_firm(kin_link_tier) AND matter = '低保备案'
),

unentered AS (
    -- Where one official declared the relative and another did not, the other stands;
    -- where some are certain and others are not, the certain ones do.
    SELECT
        charged.*,
        first_value(declared.official_id IS NOT NULL) OVER of_person AS is_declared,
        first_value(is_weak(charged.weakest_tier)) OVER of_person AS is_weak,
        declared.official_id IS NOT NULL AS own_declared
    FROM charged
    LEFT JOIN declared
        ON
            charged.official_id = declared.official_id
            AND charged.person_id = declared.person_id
    ANTI JOIN entered
        ON
            charged.payment_record = entered.payment_record
            AND charged.person_id = entered.person_id
            AND charged.official_id = entered.official_id
    WINDOW of_person AS (
        PARTITION BY charged.person_id, charged.certificate_number, charged.variant
        ORDER BY
            declared.official_id IS NOT NULL,
            is_weak(charged.weakest_tier),
            charged.official_id,
            charged.paid_for,
            charged.payment_record,
            charged.post_record
    )
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    arg_min(payment_record, (paid_for, payment_record)) AS act,
    variant,
    max(paid_for_to) AS act_on,
    NULL AS event_on,
    min(paid_for) AS period_from,
    max(paid_for_to) AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    max(weakest_tier) AS tier,
    min(weakest_milli) AS link_milli,
    list_sort(list_distinct(
        list(post_record)
        || list(payment_record)
        || flatten(list(records))
        || flatten(list(kin_records))
    )) AS evidence_for,
    MAP {
        'benefit': $benefit,
        'kin_id': min(official_id)
    } AS facts,
    handled(
        min(accepted_by), min(reviewed_by), min(approved_by), min(paid_by), min(town)
    ) AS chain,
    'S3' AS severity
FROM unentered
WHERE own_declared = is_declared AND is_weak(weakest_tier) = is_weak
GROUP BY person_id, certificate_number, variant
