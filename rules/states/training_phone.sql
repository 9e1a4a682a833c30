-- One row for each subsidised place whose telephone others of the school gave too:
-- `homes` is of how many homes they are. Mobile telephones only; one digit eight times
-- over is no number.
WITH called AS (
    SELECT
        place.record_id,
        place.school_id,
        place.phone,
        coalesce(home.household_number, place.person_id) AS home
    FROM state.training_place AS place
    LEFT JOIN state.home AS home
        ON
            place.person_id = home.person_id
            AND holds(home.held_from, home.maybe_to, place.started_on)
    WHERE
        regexp_full_match(place.phone, '1[3-9][0-9]{9}')
        AND replace(substr(place.phone, 4), substr(place.phone, 4, 1), '') != ''
),

spread AS (
    SELECT
        school_id,
        phone,
        count(DISTINCT home) AS homes
    FROM called
    GROUP BY school_id, phone
)

SELECT DISTINCT
    called.record_id,
    spread.homes
FROM called
INNER JOIN spread
    ON called.school_id = spread.school_id AND called.phone = spread.phone
