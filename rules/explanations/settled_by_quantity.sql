-- A framework agreement states prices, and what is called off is settled by quantity.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['settled_by_quantity'] = 'yes'
