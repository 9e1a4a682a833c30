-- Entered in the register within twelve months after the class began; open where
-- the entry is only weakly tied.
SELECT
    item.item_no,
    CASE WHEN bool_or(is_firm(migrant.link_tier)) THEN 'explained' ELSE 'untestable' END
        AS verdict,
    list(DISTINCT migrant.record_id ORDER BY migrant.record_id) AS evidence
FROM item
INNER JOIN resolved.migrant AS migrant ON item.subject_id = migrant.person_id
WHERE
    is_tied(migrant.link_tier)
    AND migrant.valid_from > item.act_on
    AND migrant.valid_from <= item.act_on + to_months(12)
GROUP BY item.item_no
