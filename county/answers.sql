-- One row for each row of evidence of each hit, and whether it is the subject's.
WITH pointer AS (
    SELECT
        rule,
        hit_id,
        outcome,
        coalesce(tier IN ('T4', 'T5'), FALSE) AS is_weak,
        subject_id,
        coalesce(subject_kind = 'household', FALSE) AS is_household,
        unnest(evidence_for) AS evidence
    FROM finding.hit
    WHERE
        outcome IN ('hit', 'cannot_decide', 'suppressed')
        AND subject_kind NOT IN (
            'organisation', 'unit', 'project', 'contract', 'account'
        )
)

SELECT
    pointer.rule,
    pointer.hit_id,
    pointer.outcome,
    pointer.is_weak,
    pointer.is_household,
    pointer.evidence,
    coalesce(link.role, 'person') AS role,
    link.person_id IS NOT NULL AS is_subject
FROM pointer
LEFT JOIN identity.link AS link
    ON
        pointer.evidence.record_id = link.record_id
        AND pointer.subject_id = link.person_id
ORDER BY ALL
