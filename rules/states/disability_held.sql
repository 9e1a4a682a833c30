-- One row for each time of holding a certificate of disability: from its issue to its
-- cancelling or its last day of validity. `is_unclear` where it was cancelled and the
-- day is not known. Of one that went from the register without a word `held_to` is the
-- last register that had it, and until `maybe_to` nobody knows.
SELECT
    person_id,
    record_id,
    person_name,
    certificate_number,
    disability_grade,
    issued_on,
    town,
    village,
    held_from,
    least(held_to, valid_until) AS held_to,
    least(maybe_to, valid_until) AS maybe_to,
    coalesce(status, '有效') != '有效' AND cancelled_on IS NULL AS is_unclear,
    link_tier,
    link_milli,
    versions AS records
FROM
    spell(
        'resolved.disability_certificate',
        row(person_id, coalesce(certificate_number, record_id)),
        issued_on,
        cancelled_on
    )
WHERE is_tied(link_tier)
