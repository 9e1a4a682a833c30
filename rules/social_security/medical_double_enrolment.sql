-- One row for each subsidised enrolment in the residents' medical insurance of a year
-- in which the person was in the employees' scheme, too, or had a second file.
WITH enrolled AS (
    SELECT
        *,
        greatest(coalesce(first_for, insured_for), insured_for) AS began_on,
        least(insured_for_to, stopped_on, held_to) AS ended_on
    FROM
        spell(
            'resolved.medical_enrolment',
            row(person_id, personal_number, insurance, insured_for),
            first_for,
            stopped_on
        )
    WHERE
        is_tied(link_tier)
        AND insured_for IS NOT NULL
        AND enrolment_status IN ('正常参保', '终止参保')
),

doubled AS (
    SELECT
        own.*,
        other.record_id AS other_record,
        other.link_tier AS other_tier,
        other.link_milli AS other_milli,
        other.began_on AS other_began,
        datediff(
            'month',
            greatest(own.began_on, other.began_on),
            least(own.ended_on, other.ended_on)
        ) + 1 AS months,
        CASE other.insurance WHEN '职工医保' THEN '居民与职工' ELSE '居民两份' END
            AS variant
    FROM enrolled AS own
    INNER JOIN policy.mutual_exclusion AS rule
        ON
            rule.benefit = '职工医疗'
            AND rule.other_benefit = '居民医疗'
            AND holds(rule.valid_from, rule.valid_to, own.insured_for)
    INNER JOIN enrolled AS other
        ON
            own.person_id = other.person_id
            AND own.record_id != other.record_id
            AND own.insured_for = other.insured_for
    WHERE
        own.insurance = '居民医保'
        AND own.fiscal_share_fen > 0
        AND NOT is_chained(own.link_tier, other.link_tier)
        AND (
            other.insurance = '职工医保'
            OR (
                other.insurance = '居民医保'
                AND other.fiscal_share_fen > 0
                AND other.personal_number < own.personal_number
            )
        )
)

SELECT
    'person' AS subject_kind,
    person_id AS subject_id,
    record_id AS act,
    variant,
    insured_for AS act_on,
    other_began AS event_on,
    insured_for AS period_from,
    fiscal_share_fen AS amount_fen,
    'S4' AS severity,
    'social_security/居民医保' AS matter,
    coalesce(insured_for_to, last_day(insured_for)) AS period_to,
    greatest(link_tier, other_tier) AS tier,
    least(link_milli, other_milli) AS link_milli,
    [record_id, other_record] AS evidence_for,
    handled(NULL, NULL, NULL, NULL, town) AS chain,
    MAP {
        'changed': CASE
            WHEN variant = '居民与职工' AND other_began > insured_for THEN 'yes'
        END,
        'student': CASE WHEN person_kind = '大学生' THEN 'yes' END
    } AS facts
FROM doubled
WHERE months >= $overlap_months
QUALIFY row_number() OVER (
    PARTITION BY record_id ORDER BY is_weak(other_tier), variant, other_record
) = 1
