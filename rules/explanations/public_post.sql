-- A public-welfare post, which policy gives to people without work.
SELECT
    item_no,
    'explained' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['public_post'] = 'yes'
