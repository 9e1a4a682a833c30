-- One row for each pension payment made in a month after the month of death.
WITH paid AS (
    SELECT
        payment.*,
        died.died_on,
        died.registered_on,
        died.sources,
        died.records AS death_records,
        coalesce(alive.records, []) AS alive_records,
        died.other_records,
        len(died.other_records) > 0 AS is_disputed,
        payment.scheme = '居民养老' AS is_resident_scheme,
        regexp_replace(payment.account_name, '[\s·•.．]', '', 'g') NOT IN (
            regexp_replace(payment.person_name, '[\s·•.．]', '', 'g'),
            coalesce(payment.name_key, '')
        ) AS is_other_holder,
        coalesce(payment.personal_account_fen, 0) AS personal_fen,
        coalesce(payment.funeral_fen, 0) AS funeral,
        coalesce(
            payment.central_base_fen, payment.province_base_fen,
            payment.city_base_fen, payment.county_base_fen, payment.extra_base_fen
        ) IS NOT NULL AS has_parts,
        coalesce(payment.central_base_fen, 0)
        + coalesce(payment.province_base_fen, 0)
        + coalesce(payment.city_base_fen, 0)
        + coalesce(payment.county_base_fen, 0)
        + coalesce(payment.extra_base_fen, 0) AS base_fen,
        greatest(payment.link_tier, died.tier) AS weakest_tier,
        least(payment.link_milli, died.link_milli) AS weakest_milli
    FROM resolved.pension_payment AS payment
    INNER JOIN state.death AS died ON payment.person_id = died.person_id
    LEFT JOIN state.alive AS alive ON payment.person_id = alive.person_id
    WHERE
        is_tied(payment.link_tier)
        AND NOT is_chained(payment.link_tier, died.tier)
        AND payment.paid_in > last_day(died.died_on)
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    died_on AS event_on,
    paid_for AS period_from,
    weakest_tier AS tier,
    weakest_milli AS link_milli,
    NULL AS missing,
    NULL AS shared,
    'social_security/' || scheme AS matter,
    CASE WHEN is_resident_scheme THEN '居民养老' ELSE '其他' END AS variant,
    last_day(paid_in) AS act_on,
    coalesce(paid_for_to, last_day(paid_for)) AS period_to,
    CASE
        WHEN is_resident_scheme AND has_parts THEN base_fen
        WHEN
            is_resident_scheme
            THEN greatest(amount_fen - personal_fen - funeral, 0)
        ELSE amount_fen
    END AS amount_fen,
    [record_id] || death_records AS evidence_for,
    alive_records || other_records AS evidence_against,
    MAP {
        'paid': CASE WHEN payment_flag IN ('未支付', '退回') THEN 'no' END,
        'money_kind': CASE
            WHEN
                is_resident_scheme AND has_parts
                AND base_fen = 0 AND funeral > 0 THEN '丧葬'
            WHEN
                is_resident_scheme AND has_parts
                AND base_fen = 0 AND personal_fen > 0 THEN '个人账户'
            WHEN NOT is_resident_scheme AND funeral = amount_fen THEN '丧葬'
        END,
        'registered_on': cast(registered_on AS VARCHAR)
    } AS facts,
    [
        struct_pack(
            step := '受理', person := accepted_by, unit := agency, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := reviewed_by, unit := agency, "on" := NULL
        ),
        struct_pack(
            step := '审批', person := approved_by, unit := agency, "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := paid_by, unit := agency, "on" := NULL
        )
    ] AS chain,
    CASE
        WHEN sources = 1 AND len(alive_records) > 0 THEN 'S3'
        WHEN is_disputed THEN 'S3'
        WHEN sources >= 2 AND is_other_holder THEN 'S1'
        ELSE 'S2'
    END AS severity,
    CASE
        WHEN sources = 1 AND len(alive_records) > 0 THEN 'S3'
        WHEN is_disputed THEN 'S3'
        WHEN sources >= 2 THEN 'S1'
        ELSE 'S2'
    END AS severity_long
FROM paid
