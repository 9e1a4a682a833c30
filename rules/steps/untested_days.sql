-- Acts of which an explanation says nothing, wholly in days that a dataset it needs
-- cannot speak for, or on a day without its policy: it was not refused there but could
-- not be tested.
SELECT DISTINCT
    item_no,
    cast($without AS VARCHAR) AS verdict
FROM item_gap
WHERE
    side IN ('needed', 'optional', 'explaining')
    AND list_contains(string_split($needs, ','), dataset)
    AND item_no NOT IN (SELECT verdict_row.item_no FROM verdict_row)
