-- The home came during the tenancy, and the time allowed for moving out is not over.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE cast(facts['moving_until'] AS DATE) >= act_on
