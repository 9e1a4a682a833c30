-- Every hit on what is no person, with each natural key that its subject goes by.
WITH subject AS (
    SELECT
        hit.rule,
        hit.hit_id,
        hit.outcome,
        coalesce(hit.tier IN ('T4', 'T5'), FALSE) AS is_weak,
        unnest([
            hit.subject_id,
            organisation.credit_code,
            organisation.organisation_name
        ]) AS object
    FROM finding.hit AS hit
    LEFT JOIN identity.organisation AS organisation
        ON hit.subject_id = organisation.organisation_id
    WHERE
        hit.outcome IN ('hit', 'cannot_decide', 'suppressed')
        AND hit.subject_kind IN (
            'organisation', 'unit', 'project', 'contract', 'account'
        )
)

SELECT DISTINCT
    rule,
    hit_id,
    outcome,
    is_weak,
    object
FROM subject
WHERE object IS NOT NULL
ORDER BY ALL
