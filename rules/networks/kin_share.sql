-- One row for each village: households on the allowance, those with a member who was
-- a firm relative of somebody then in post, and the entries of these posts. Households
-- are counted, not people: the members of one are no independent cases.
WITH paid AS (
    SELECT
        month.person_id,
        month.paid_for,
        month.paid_for_to,
        month.payment_record,
        coalesce(month.head_id, month.certificate_number) AS household,
        payment.town,
        payment.village
    FROM state.dibao_member_month AS month
    INNER JOIN resolved.dibao_payment AS payment
        ON month.payment_record = payment.record_id
    WHERE is_firm(month.tier) AND payment.village IS NOT NULL
),

home AS (
    -- A household that moved belongs to the village it was last paid in.
    SELECT
        household,
        arg_max(town, (paid_for, payment_record)) AS town,
        arg_max(village, (paid_for, payment_record)) AS village,
        min(payment_record) AS payment_record,
        min(paid_for) AS first_on,
        max(paid_for_to) AS last_on
    FROM paid
    WHERE household IS NOT NULL
    GROUP BY household
),

linked AS (
    SELECT
        paid.household,
        list_sort(list_distinct(flatten(list(post.records)))) AS posts
    FROM paid
    INNER JOIN state.kin AS kin
        ON
            paid.person_id = kin.person_id
            AND meets(kin.valid_from, kin.valid_to, paid.paid_for, paid.paid_for_to)
    INNER JOIN state.official AS post
        ON
            kin.other_id = post.person_id
            AND meets(
                post.appointed_on, post.removed_on, paid.paid_for, paid.paid_for_to
            )
    WHERE
        kin.relation IS DISTINCT FROM '非亲属'
        AND is_firm(kin.tier)
        AND is_firm(post.tier)
    GROUP BY paid.household
)

SELECT
    coalesce(home.town, '') || home.village AS village,
    min(home.town) AS town,
    min(home.payment_record) AS act,
    min(home.first_on) AS first_on,
    max(home.last_on) AS last_on,
    count(*) AS households,
    count(linked.household) AS kin_households,
    coalesce(
        list_sort(list_distinct(flatten(list(linked.posts) FILTER (
            linked.household IS NOT NULL
        )))),
        []
    ) AS posts
FROM home
LEFT JOIN linked ON home.household = linked.household
GROUP BY coalesce(home.town, '') || home.village
ORDER BY village
