-- The evaluated acts, each with its subject, its places and its handlers. A clerk is
-- told from a namesake by the office, or at the counter by the town.
SELECT
    record_id,
    counted,
    nullif(trim(handler), '') AS handler,
    nullif(trim(reviewer), '') AS reviewer,
    nullif(trim(approver), '') AS approver,
    nullif(trim(payer), '') AS payer,
    nullif(trim(coalesce(office, counter, institution)), '') AS unit,
    nullif(trim(office), '') AS office,
    nullif(trim(counter), '') AS counter,
    nullif(trim(town), '') AS town,
    nullif(trim(village), '') AS village,
    nullif(trim(batch), '') AS batch,
    nullif(trim(scheme), '') AS scheme,
    nullif(trim(sex), '') AS sex,
    year(birth_on) AS birth_year,
    applied_on,
    decided_on,
    paid_on,
    CASE WHEN counted = 'person' THEN person_id ELSE record_id END AS subject,
    CASE
        WHEN regexp_matches(id_text, '^[0-9]{17}[0-9X]$') THEN id_text
    END AS id_number
FROM handled_act
WHERE
    (counted = 'act' OR is_tied(link_tier))
    AND narrowed_by IS NOT DISTINCT FROM (SELECT wanted.value FROM wanted)
