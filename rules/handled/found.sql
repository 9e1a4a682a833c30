-- The acts that stay in question: no explanation, and settled whose they are. In days
-- that data cannot speak for the others were not evaluated, so these are not counted.
SELECT DISTINCT item.act AS record_id
FROM item
INNER JOIN hit ON item.hit_id = hit.hit_id
WHERE
    item.outcome = 'hit' AND hit.outcome = 'hit' AND NOT is_weak(hit.tier)
    AND item.act NOT IN (SELECT undecided.record_id FROM undecided)
