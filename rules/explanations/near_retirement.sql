-- So close to the retirement age that the benefit goes on until then. Which of the two
-- ages holds for a woman is not known; either is enough.
WITH asked AS (
    SELECT
        item_no,
        act,
        period_from,
        facts['sex'] AS sex,
        cast(facts['born_on'] AS DATE) AS born_on
    FROM item
)

SELECT DISTINCT
    asked.item_no,
    'explained' AS verdict,
    [asked.act] AS evidence
FROM asked
INNER JOIN policy.retire_age AS retire
    ON
        asked.sex = left(retire.category, 1)
        AND asked.born_on BETWEEN
        cast(retire.born_from AS DATE) AND cast(retire.born_to AS DATE)
        AND holds(retire.valid_from, retire.valid_to, asked.period_from)
INNER JOIN policy.unemployment_extension AS extension
    ON holds(extension.valid_from, extension.valid_to, asked.period_from)
WHERE
    asked.period_from <= asked.born_on + to_months(retire.age_months)
    AND asked.period_from >= month_of(
        cast(asked.born_on + to_months(retire.age_months) AS DATE)
    ) - to_months(extension.within_months)
