-- Left a school from which one goes on to another, which our registers may not reach.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['may_go_on'] = 'yes'
