-- The acts in question, numbered in one total order; what a rule left out is filled.
WITH filled AS (
    SELECT
        raw_item.* EXCLUDE (evidence_for, evidence_against, chain, severity_long),
        coalesce(raw_item.evidence_for, []) AS evidence_for,
        coalesce(raw_item.evidence_against, []) AS evidence_against,
        coalesce(raw_item.chain, []) AS chain,
        coalesce(raw_item.severity_long, raw_item.severity) AS severity_long
    FROM raw_item
)

SELECT
    filled.*,
    cast(row_number() OVER (
        ORDER BY
            filled.subject_kind,
            filled.subject_id,
            filled.matter,
            filled.act,
            filled.variant
    ) AS INTEGER) AS item_no
FROM filled
