-- One row for each payment to somebody registered in one village.
SELECT
    payment.record_id AS act,
    'x' AS variant
FROM resolved.pension_payment AS payment
INNER JOIN resolved.resident AS resident
    ON payment.person_id = resident.person_id
WHERE resident.village = 'x'
