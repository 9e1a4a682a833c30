-- One row for each time that an employer had somebody enrolled, by firm ties; `unit_id`
-- is the employer as well as it is known. Of who went from the register without a day
-- `held_to` is the last register with the person, and until `maybe_to` nobody knows.
SELECT
    *,
    coalesce(organisation_id, unit_number, unit_name) AS unit_id
FROM
    spell(
        'resolved.employee_enrolment',
        row(person_id, coalesce(organisation_id, unit_number, unit_name)),
        enrolled_on,
        stopped_on
    )
WHERE is_firm(link_tier) AND coalesce(payer_kind, '单位') = '单位'
