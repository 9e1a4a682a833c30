-- The household was registered within a school year of the term.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['registered_near'] = 'yes'
