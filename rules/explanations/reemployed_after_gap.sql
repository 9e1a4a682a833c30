-- Nobody insured the person in the months before: the new work began no earlier than
-- the withdrawal. Where the data do not reach back so far, it must be asked.
SELECT
    item_no,
    CASE WHEN facts['work_gap'] = 'yes' THEN 'explained' ELSE 'untestable' END
        AS verdict,
    [act] AS evidence
FROM item
WHERE facts['work_gap'] IN ('yes', 'unknown')
