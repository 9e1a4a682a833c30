-- One row for each payment to somebody about whom there was a clue before.
SELECT
    payment.record_id AS act,
    'x' AS variant
FROM resolved.pension_payment AS payment
INNER JOIN clue.clue AS earlier
    ON payment.person_id = earlier.subject_id
