-- One row for each aid for pupils of registered households and each entry of the
-- register for the recipient or for relatives in whose household a pupil may count.
WITH paid AS (
    SELECT
        record_id,
        person_id
    FROM state.education_aid
    WHERE registered = '是'
),

family AS (
    SELECT DISTINCT
        person_id,
        person_id AS other_id
    FROM paid
    UNION
    SELECT
        paid.person_id,
        kin.other_id
    FROM paid
    INNER JOIN state.kin AS kin ON paid.person_id = kin.person_id
)

SELECT
    paid.record_id,
    member.record_id AS entry_record,
    member.since_on,
    member.until_on
FROM paid
INNER JOIN family ON paid.person_id = family.person_id
INNER JOIN state.registered_member AS member ON family.other_id = member.person_id
