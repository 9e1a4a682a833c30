-- The home is a relative's, with whom the fund lets people buy together.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['kin_home'] = 'yes'
