-- The income rose so recently that the allowance may run on. Where it stood so from
-- the first month that the data show, its beginning is not known.
SELECT
    item.item_no,
    CASE
        WHEN fading.months IS NULL THEN 'cannot_decide'
        WHEN item.facts['income_open'] = 'yes' THEN 'untestable'
        ELSE 'explained'
    END AS verdict,
    [] AS evidence
FROM item
LEFT JOIN policy.fading_period AS fading
    ON
        item.facts['benefit'] = fading.benefit
        AND holds(fading.valid_from, fading.valid_to, item.act_on)
WHERE
    item.facts['income_since'] IS NOT NULL
    AND (
        fading.months IS NULL
        OR item.period_from
        <= month_of(cast(item.facts['income_since'] AS DATE)) + to_months(fading.months)
    )
