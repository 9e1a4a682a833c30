-- One row for each person, month and employer that paid the employer's share of a
-- social insurance in its own time: back payments and what people pay for themselves
-- are left out.
SELECT
    person_id,
    month_of(paid_for) AS paid_month,
    coalesce(organisation_id, unit_number, unit_name) AS unit_id,
    max(unit_name) AS unit_name,
    max(base_fen) AS base_fen,
    max(link_tier) AS tier,
    min(link_milli) AS link_milli,
    list_sort(list(record_id)) AS records
FROM resolved.contribution
WHERE
    is_tied(link_tier)
    AND coalesce(unit_share_fen, 0) > 0
    AND coalesce(payer_kind, '单位') = '单位'
    AND coalesce(contribution_kind, '正常应缴') != '补缴'
GROUP BY
    person_id, month_of(paid_for), coalesce(organisation_id, unit_number, unit_name)
