-- The register names the document by which the instalment was put off.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['deferred'] = 'yes'
