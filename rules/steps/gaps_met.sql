-- What is wanting, in words: data that the rule needs in the days of its acts and of
-- its undecided findings, and what is plainly wanting of the acts themselves.
SELECT words
FROM gap
WHERE side = 'act' AND is_told
UNION
SELECT gap.words
FROM gap
INNER JOIN uncovered_span AS span
    ON
        gap.side = 'needed'
        AND lies_in(span.acted_from, span.acted_to, gap.gap_from, gap.gap_to)
UNION
SELECT item_gap.words
FROM item_gap
INNER JOIN uncovered ON item_gap.item_no = uncovered.item_no
WHERE item_gap.side = 'needed'
ORDER BY words
