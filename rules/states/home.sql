-- One row for each person and time in a household of the register of residents. Who
-- stands in the first register lived there before (`held_from` is null); of who went
-- from a household `held_to` is the last register that had the person there, and until
-- `maybe_to` nobody knows. A weak tie counts only where no firm one is.
SELECT
    person_id,
    household_number,
    held_from,
    held_to,
    maybe_to,
    link_tier AS tier,
    link_milli,
    versions AS records
FROM
    spell(
        'resolved.resident',
        row(person_id, household_number),
        cast(NULL AS DATE),
        cast(NULL AS DATE)
    )
WHERE is_tied(link_tier) AND household_number IS NOT NULL
QUALIFY
    is_firm(link_tier)
    OR NOT bool_or(is_firm(link_tier)) OVER (PARTITION BY person_id)
