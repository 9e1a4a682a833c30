-- One row for each firm as the register of firms last said it. `gone_to` is the last
-- register that had a firm which went without a day of cancellation; until `maybe_to`
-- nobody knows. `is_unclear` where it stands no more and the day is not known.
-- `record_id` is that of the first of its rows.
SELECT
    coalesce(organisation_id, credit_code) AS firm_id,
    max(organisation_name) AS firm_name,
    max(credit_code) AS credit_code,
    max(company_kind) AS company_kind,
    min(founded_on) AS founded_on,
    max(cancelled_on) AS cancelled_on,
    CASE WHEN bool_and(is_gone) THEN max(held_to) END AS gone_to,
    CASE WHEN bool_and(is_gone) THEN max(maybe_to) END AS maybe_to,
    bool_or(status = '吊销') AND max(cancelled_on) IS NULL AS is_revoked,
    bool_or(coalesce(status, '存续') != '存续') AND max(cancelled_on) IS NULL
        AS is_unclear,
    bool_and(is_tied(legal_representative_link_tier)) AS is_led_by_known,
    max(plain_name(organisation_name)) AS written,
    min(record_id) AS record_id,
    list_sort(list(record_id)) AS records
FROM
    spell(
        'resolved.company',
        coalesce(organisation_id, credit_code),
        founded_on,
        cancelled_on
    )
GROUP BY coalesce(organisation_id, credit_code)
