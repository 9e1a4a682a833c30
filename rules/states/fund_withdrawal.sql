-- One row for each withdrawal from the housing fund with the home it was drawn for:
-- `home_key` is that home's certificate or contract without brackets, blanks and signs.
-- `asked_fen` is what is left of the amount; all of it where all of it came back, which
-- `is_returned` says. Sex and birth date are those of a valid number.
SELECT
    record_id,
    person_id,
    name_key,
    link_tier AS tier,
    link_milli,
    withdrawal_number,
    reason,
    home_number,
    home_place,
    home_price_fen,
    paid_on,
    unit_name,
    accepted_by,
    reviewed_by,
    approved_by,
    paid_by,
    coalesce(applied_on, paid_on) AS applied_on,
    coalesce(organisation_id, unit_name) AS unit_id,
    nullif(regexp_replace(upper(home_number), '[^0-9A-Z\p{Han}]', '', 'g'), '')
        AS home_key,
    coalesce(payment_result, '成功') != '成功'
    OR coalesce(returned_fen, 0) >= amount_fen AS is_returned,
    CASE
        WHEN coalesce(returned_fen, 0) >= amount_fen THEN amount_fen
        ELSE amount_fen - coalesce(returned_fen, 0)
    END AS asked_fen,
    CASE
        WHEN id_kind = 'valid'
            THEN cast(strptime(substr(id_text, 7, 8), '%Y%m%d') AS DATE)
    END AS born_on,
    CASE
        WHEN id_kind != 'valid' THEN NULL
        WHEN cast(substr(id_text, 17, 1) AS INTEGER) % 2 = 1 THEN '男'
        ELSE '女'
    END AS sex
FROM resolved.housing_fund_withdrawal
WHERE is_tied(link_tier)
