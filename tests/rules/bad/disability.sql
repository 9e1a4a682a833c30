-- One row for each payment to somebody with a certificate of disability.
SELECT
    payment.record_id AS act,
    'x' AS variant
FROM resolved.pension_payment AS payment
INNER JOIN resolved.disability_certificate AS certificate
    ON payment.person_id = certificate.person_id
WHERE certificate.disability_class = '视力'
