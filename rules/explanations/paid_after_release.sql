-- Paid only after the release, for months inside: perhaps on a changed judgment.
SELECT
    item_no,
    'cannot_decide' AS verdict,
    [act] AS evidence
FROM item
WHERE month_of(act_on) > month_of(cast(facts['released_on'] AS DATE))
