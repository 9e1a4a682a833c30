-- Half a year after the contract the land is not handed over: whose delay was first,
-- only the files say.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['not_handed_over'] = 'yes'
