-- One row for each subsidised place in a class that was paid, by firm ties: `school_id`
-- and `class_key` name the school and the class, `until` is the last day known.
SELECT
    *,
    coalesce(organisation_id, training_organisation) AS school_id,
    coalesce(organisation_id, training_organisation) || '|' || class_number
        AS class_key,
    coalesce(ended_on, started_on) AS until
FROM resolved.training_enrolment
WHERE
    is_firm(link_tier)
    AND subsidy_fen > 0
    AND coalesce(payment_result, '') NOT IN ('失败', '退回')
    AND coalesce(organisation_id, training_organisation) IS NOT NULL
QUALIFY
    row_number() OVER (PARTITION BY person_id, class_number ORDER BY record_id) = 1
