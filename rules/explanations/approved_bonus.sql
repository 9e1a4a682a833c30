-- Booked as a bonus of the budget, or naming the document that approved it.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['approved_bonus'] = 'yes'
