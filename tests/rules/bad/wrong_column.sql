-- One row for each payment, by a column that no contract has.
SELECT
    payment.record_id AS act,
    'x' AS variant
FROM resolved.pension_payment AS payment
WHERE payment.favourite_colour = 'x'
