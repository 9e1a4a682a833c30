-- Past the age that held before the ages rose: whoever has contributed long enough may
-- retire then by choice. Of a woman's two ages either is enough.
SELECT DISTINCT
    item.item_no,
    'explained' AS verdict,
    [item.act] AS evidence
FROM item
INNER JOIN policy.retire_age AS former
    ON
        item.facts['sex'] = left(former.category, 1)
        AND former.valid_to IS NOT NULL
        AND cast(item.facts['born_on'] AS DATE) BETWEEN
        cast(former.born_from AS DATE) AND cast(former.born_to AS DATE)
        AND item.period_from > former.valid_to
WHERE
    last_day(item.period_from)
    >= cast(item.facts['born_on'] AS DATE) + to_months(former.age_months)
