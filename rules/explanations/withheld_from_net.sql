-- The gross wage stands as before and less is paid out: what the decision takes is
-- withheld.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['withheld'] = 'yes'
