-- Another account of the same employer with premiums of its own: client units of a
-- dispatch agency, a branch, or a firm that was merged into it.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['separate'] = 'yes'
