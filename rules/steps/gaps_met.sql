-- What is wanting, in words: data and policy that the rule needs in the days of its
-- acts and of its undecided findings, what is plainly wanting of the acts themselves,
-- and what may have been repealed.
SELECT words
FROM gap
WHERE (side = 'act' AND is_told) OR side = 'repealed'
UNION
SELECT words
FROM span_gap
UNION
SELECT item_gap.words
FROM item_gap
INNER JOIN uncovered ON item_gap.item_no = uncovered.item_no
WHERE item_gap.side IN ('needed', 'policy')
ORDER BY words
