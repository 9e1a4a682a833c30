-- A firm of the state, a branch or a cooperative: new on paper, old in what it does.
SELECT
    item_no,
    'explained' AS verdict,
    [] AS evidence
FROM item
WHERE facts['reorganised'] = 'yes'
