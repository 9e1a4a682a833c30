-- One row for each husband and wife, both ways round. A household book says of a member
-- that it is the head's spouse, and of the head only that it is the head, so either
-- side's word will do.
SELECT
    kin.person_id,
    kin.other_id AS spouse_id,
    kin.valid_from,
    kin.valid_to,
    kin.tier,
    kin.records
FROM state.kin AS kin
INNER JOIN state.kin AS back
    ON kin.person_id = back.other_id AND kin.other_id = back.person_id
WHERE
    kin.relation IN ('配偶', '夫', '妻', '丈夫', '妻子')
    OR back.relation IN ('配偶', '夫', '妻', '丈夫', '妻子')
