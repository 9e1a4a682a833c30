-- Sold before it was built: until the register can know of it, its
-- silence says nothing.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [] AS evidence
FROM item
WHERE cast(facts['registered_until'] AS DATE) > cast(facts['seen_on'] AS DATE)
