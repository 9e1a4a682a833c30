-- The acts that data could not decide: wholly in days that a needed dataset cannot
-- speak for, whatever was found of them, or in question without what would settle them.
SELECT dated_act.record_id
FROM dated_act
INNER JOIN uncovered_span
    ON
        dated_act.acted_from IS NOT DISTINCT FROM uncovered_span.acted_from
        AND dated_act.acted_to IS NOT DISTINCT FROM uncovered_span.acted_to
UNION
SELECT item.act AS record_id
FROM item
GROUP BY item.act
HAVING bool_and(item.outcome = 'cannot_decide')
