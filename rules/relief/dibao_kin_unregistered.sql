-- One row for each person on the allowance and certificate with a relative who then was
-- a cadre of the same village, or handled the payment, and is not in the register.
WITH month AS MATERIALIZED (
    SELECT *
    FROM state.dibao_member_month
),

seat AS (
    SELECT
        person_id,
        certificate_number,
        unnest([accepted_by, reviewed_by, approved_by]) AS written
    FROM month
),

handler AS (
    SELECT
        person_id,
        certificate_number,
        list(DISTINCT plain_name(written)) AS names
    FROM seat
    WHERE written IS NOT NULL
    GROUP BY person_id, certificate_number
),

village AS (
    SELECT DISTINCT
        person_id,
        town,
        village
    FROM resolved.dibao_member
    WHERE is_tied(link_tier) AND village IS NOT NULL
),

insured AS (
    SELECT
        person_id,
        certificate_number,
        arg_min(payment_record, (paid_for, payment_record)) AS act,
        min(paid_for) AS paid_from,
        max(paid_for_to) AS paid_to,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(list_distinct(flatten(list(records)))) AS records,
        min(town) AS town,
        min(accepted_by) AS accepted_by,
        min(reviewed_by) AS reviewed_by,
        min(approved_by) AS approved_by,
        min(paid_by) AS paid_by
    FROM month
    GROUP BY person_id, certificate_number
),

official AS (
    SELECT
        person_id,
        plain_name(person_name) AS written,
        identity,
        town,
        village,
        appointed_on,
        removed_on,
        link_tier,
        link_milli,
        record_id
    FROM resolved.cadre
    WHERE
        is_tied(link_tier)
        AND (valid_to IS NULL OR valid_to IS NOT DISTINCT FROM removed_on)
),

related AS (
    SELECT
        insured.*,
        kin.other_id AS official_id,
        kin.tier AS kin_tier,
        kin.records AS kin_records,
        official.written,
        official.town AS post_town,
        official.village AS post_village,
        official.link_tier AS post_tier,
        official.link_milli AS post_milli,
        official.record_id AS post_record
    FROM insured
    INNER JOIN state.kin AS kin
        ON
            insured.person_id = kin.person_id
            AND meets(
                kin.valid_from, kin.valid_to, insured.paid_from, insured.paid_to
            )
    INNER JOIN official
        ON
            kin.other_id = official.person_id
            AND meets(
                official.appointed_on, official.removed_on,
                insured.paid_from, insured.paid_to
            )
    WHERE
        kin.relation IS DISTINCT FROM '非亲属'
        AND NOT is_chained(insured.tier, kin.tier)
        AND NOT is_chained(insured.tier, official.link_tier)
        AND NOT is_chained(kin.tier, official.link_tier)
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
    INNER JOIN handler
        ON
            related.person_id = handler.person_id
            AND related.certificate_number
            IS NOT DISTINCT FROM handler.certificate_number
    WHERE list_contains(handler.names, related.written)
),

entry AS (
    SELECT DISTINCT
        officer_person_id,
        person_id,
        certificate_number
    FROM resolved.dibao_kin_register
    WHERE is_tied(officer_link_tier)
),

unentered AS (
    SELECT charged.*
    FROM charged
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM entry
            WHERE
                charged.official_id = entry.officer_person_id
                AND charged.person_id = entry.person_id
        )
        AND NOT EXISTS (
            SELECT 1
            FROM entry
            WHERE
                charged.official_id = entry.officer_person_id
                AND charged.certificate_number = entry.certificate_number
        )
)

-- Of several officials the nearest to certainty stands for all.
SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    'relief/' || $benefit AS matter,
    act,
    variant,
    paid_to AS act_on,
    NULL AS event_on,
    paid_from AS period_from,
    paid_to AS period_to,
    cast(NULL AS BIGINT) AS amount_fen,
    greatest(tier, kin_tier, post_tier) AS tier,
    least(link_milli, post_milli) AS link_milli,
    [act, post_record] || records || kin_records AS evidence_for,
    MAP {
        'benefit': $benefit,
        'kin_id': official_id
    } AS facts,
    handled(accepted_by, reviewed_by, approved_by, paid_by, town) AS chain,
    'S3' AS severity
FROM unentered
QUALIFY row_number() OVER (
    PARTITION BY person_id, act, variant
    ORDER BY greatest(tier, kin_tier, post_tier), official_id, post_record
) = 1
