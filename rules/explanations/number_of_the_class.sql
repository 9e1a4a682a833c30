-- All of the class have one number: it is the class's, and nobody's certificate.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['number_of_class'] = 'yes'
