-- One row for each scheme and village, and for each scheme and approver: to how many
-- households or persons it was granted, how many of them had a member who was a firm
-- relative of somebody then in post, and the entries of these posts. Households are
-- counted, not people: the members of one are no independent cases.
WITH granted AS (
    SELECT
        'relief/最低生活保障' AS scheme,
        coalesce(month.head_id, month.certificate_number) AS holder,
        month.person_id,
        month.paid_for AS from_on,
        month.paid_for_to AS to_on,
        month.payment_record AS record_id,
        payment.town,
        payment.village,
        payment.approved_by
    FROM state.dibao_member_month AS month
    INNER JOIN resolved.dibao_payment AS payment
        ON month.payment_record = payment.record_id
    WHERE is_firm(month.tier)
    UNION ALL BY NAME
    SELECT
        'relief/临时救助' AS scheme,
        person_id AS holder,
        person_id,
        coalesce(decided_on, applied_on, paid_on) AS from_on,
        coalesce(decided_on, applied_on, paid_on) AS to_on,
        record_id,
        town,
        village,
        approved_by
    FROM resolved.temporary_relief
    WHERE
        is_firm(link_tier)
        AND amount_fen > 0
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
    UNION ALL BY NAME
    SELECT
        'relief/农村危房改造' AS scheme,
        person_id AS holder,
        person_id,
        coalesce(decided_on, granted_for) AS from_on,
        coalesce(decided_on, granted_for) AS to_on,
        record_id,
        town,
        village,
        approved_by
    FROM resolved.housing_grant
    WHERE
        is_firm(link_tier)
        AND amount_fen > 0
        AND coalesce(payment_result, '') NOT IN ('失败', '退回')
    UNION ALL BY NAME
    SELECT
        'loan/' || loan_kind AS scheme,
        person_id AS holder,
        person_id,
        signed_on AS from_on,
        signed_on AS to_on,
        record_id,
        approved_by
    FROM resolved.loan_contract
    WHERE is_firm(link_tier) AND loan_kind IN ('创业担保贷款', '扶贫小额信贷')
),

dated AS (
    SELECT *
    FROM granted
    WHERE holder IS NOT NULL AND from_on IS NOT NULL
),

home AS (
    -- Who moved belongs to the village, and to the approver, of the last time.
    SELECT
        scheme,
        holder,
        arg_max(town, (from_on, record_id)) AS town,
        arg_max(village, (from_on, record_id)) AS village,
        arg_max(nullif(trim(approved_by), ''), (from_on, record_id)) AS approved_by,
        min(record_id) AS record_id,
        min(from_on) AS first_on,
        max(to_on) AS last_on
    FROM dated
    GROUP BY scheme, holder
),

linked AS (
    SELECT
        dated.scheme,
        dated.holder,
        list_sort(list_distinct(flatten(list(post.records)))) AS posts
    FROM dated
    INNER JOIN state.kin AS kin
        ON
            dated.person_id = kin.person_id
            AND meets(kin.valid_from, kin.valid_to, dated.from_on, dated.to_on)
    INNER JOIN state.official AS post
        ON
            kin.other_id = post.person_id
            AND meets(
                post.appointed_on, post.removed_on, dated.from_on, dated.to_on
            )
    WHERE
        kin.relation IS DISTINCT FROM '非亲属'
        AND is_firm(kin.tier)
        AND is_firm(post.tier)
    GROUP BY dated.scheme, dated.holder
),

cell AS (
    SELECT
        home.*,
        '村（社区）' AS sort,
        coalesce(home.town, '') || home.village AS name
    FROM home
    WHERE home.village IS NOT NULL
    UNION ALL BY NAME
    SELECT
        home.*,
        '审批人' AS sort,
        home.approved_by AS name
    FROM home
    WHERE home.approved_by IS NOT NULL
)

SELECT
    cell.scheme,
    cell.sort,
    cell.name,
    CASE WHEN min(cell.town) = max(cell.town) THEN min(cell.town) END AS town,
    min(cell.record_id) AS act,
    min(cell.first_on) AS first_on,
    max(cell.last_on) AS last_on,
    count(*) AS households,
    count(linked.holder) AS kin_households,
    coalesce(
        list_sort(list_distinct(flatten(list(linked.posts) FILTER (
            linked.holder IS NOT NULL
        )))),
        []
    ) AS posts
FROM cell
LEFT JOIN linked ON cell.scheme = linked.scheme AND cell.holder = linked.holder
GROUP BY cell.scheme, cell.sort, cell.name
ORDER BY cell.scheme, cell.sort, cell.name
