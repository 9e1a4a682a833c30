-- About the day on which a firm ended, the same person began another: a licence was
-- exchanged or a trade moved.
SELECT
    item.item_no,
    CASE WHEN bool_or(is_firm(part.tier)) THEN 'explained' ELSE 'untestable' END
        AS verdict,
    list_sort(list_distinct(flatten(list(part.records)))) AS evidence
FROM item
INNER JOIN state.company_role AS part
    ON
        item.subject_id = part.person_id
        AND item.facts['firm_id'] != part.firm_id
        AND part.founded_on BETWEEN item.event_on - 90 AND item.event_on + 90
WHERE item.variant IN ('放款前后注销', '短期存续')
GROUP BY item.item_no
