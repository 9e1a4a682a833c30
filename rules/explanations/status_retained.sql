-- Suspended with the status kept: whether aid goes on then is for the place to say.
SELECT
    item_no,
    'untestable' AS verdict,
    [act] AS evidence
FROM item
WHERE facts['school_status'] = '休学'
