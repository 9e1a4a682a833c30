-- Signed so long ago that today's rents and terms do not measure it.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['reason'] = 'contract_of_long_ago'
