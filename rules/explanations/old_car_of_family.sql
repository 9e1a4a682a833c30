-- The old car was a relative's: some places take it, so local rules decide.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['family'] = 'yes'
