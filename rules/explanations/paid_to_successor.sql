-- The money went to another organisation that the register holds as standing then.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['successor'] = 'yes'
