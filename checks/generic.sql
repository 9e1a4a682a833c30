-- Values that point at nobody: what stands for a missing value, and what so many
-- different people carry that it tells nobody from another.
WITH counted AS (
    SELECT
        meaning,
        value,
        sum(records) AS records,
        count(DISTINCT person) AS people,
        count(DISTINCT coalesce(household, person)) AS households
    FROM carried
    GROUP BY meaning, value
),

housed AS (
    SELECT
        value,
        dataset,
        household,
        count(DISTINCT person) AS people
    FROM carried
    WHERE meaning = 'id_number' AND household IS NOT NULL
    GROUP BY value, dataset, household
),

within AS (
    -- The number of one member repeated for others of the same household.
    SELECT
        value,
        max(people) AS people
    FROM housed
    GROUP BY value
),

judged AS (
    SELECT
        counted.*,
        CASE
            WHEN
                length(counted.value) >= 6
                AND (
                    replace(counted.value, left(counted.value, 1), '') = ''
                    OR regexp_matches(counted.value, '^(0?123456|000000|999999)')
                )
                THEN 'placeholder'
            WHEN
                counted.meaning = 'id_number' AND within.people >= $household_people
                AND counted.households = 1
                THEN 'household_number'
            WHEN
                counted.meaning = 'id_number' AND counted.people >= $id_number_people
                THEN 'many_people'
            WHEN
                counted.meaning = 'phone' AND counted.people >= $phone_people
                AND counted.households >= $phone_households
                THEN 'many_people'
            WHEN
                counted.meaning = 'account_number'
                AND counted.people >= $account_people
                AND counted.households >= $account_households
                THEN 'many_people'
        END AS kind
    FROM counted
    LEFT JOIN within
        ON counted.meaning = 'id_number' AND counted.value = within.value
)

SELECT
    meaning,
    value,
    kind,
    cast(records AS INTEGER) AS records,
    cast(people AS INTEGER) AS people,
    cast(households AS INTEGER) AS households
FROM judged
WHERE kind IS NOT NULL
ORDER BY meaning, value
