-- Findings wholly in days that a needed dataset cannot speak for, and that cite none
-- of its records: they rest on its silence, and so cannot be decided. Nor can findings
-- on a day without any row in force of a policy table that the rule asks.
WITH met AS (
    SELECT
        item_no,
        dataset,
        words
    FROM item_gap
    WHERE side IN ('needed', 'policy')
),

spoken AS (
    SELECT
        item_no,
        unnest(list_concat(evidence_for, evidence_against)) AS record_id
    FROM item
    WHERE item_no IN (SELECT met.item_no FROM met)
),

cited AS (
    SELECT DISTINCT
        spoken.item_no,
        source.dataset
    FROM spoken
    INNER JOIN resolved_row AS source ON spoken.record_id = source.record_id
)

SELECT
    met.item_no,
    string_agg(DISTINCT met.words, '、' ORDER BY met.words) AS missing
FROM met
LEFT JOIN cited
    ON met.item_no = cited.item_no AND met.dataset = cited.dataset
WHERE cited.item_no IS NULL
GROUP BY met.item_no
