-- So small a sum is an allowance handed on beside pensions, no pension.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['handed_on'] = 'yes'
