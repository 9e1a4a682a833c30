-- One row for each husband and wife, both ways round. A household book says of a member
-- that it is the head's spouse, and of the head only that it is the head, so either
-- side's word will do.
SELECT
    person_id,
    other_id AS spouse_id,
    valid_from,
    valid_to,
    tier,
    records
FROM state.kin
WHERE
    relation IN ('配偶', '夫', '妻', '丈夫', '妻子')
    OR own_relation IN ('配偶', '夫', '妻', '丈夫', '妻子')
