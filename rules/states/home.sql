-- One row for each person in the register of residents: the household lived in now.
SELECT
    person_id,
    min(household_number) AS household_number
FROM resolved.resident
WHERE is_firm(link_tier) AND valid_to IS NULL
GROUP BY person_id
