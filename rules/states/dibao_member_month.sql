-- One row for each payment of the minimum living allowance that went through and each
-- person it insured then: by the certificate's number or the head's, within the time
-- the person was on the list. `members` are all on the certificate, tied or not;
-- `is_unclear` where somebody was taken off and the day is not known. `head_id` is the
-- payee's, else the head's whom the register names.
WITH paid AS (
    SELECT *
    FROM resolved.dibao_payment
    WHERE coalesce(payment_result, '成功') = '成功'
),

member AS (
    -- What the register last said of each time on the allowance.
    SELECT *
    FROM resolved.dibao_member
    QUALIFY row_number() OVER (
        PARTITION BY
            CASE WHEN is_firm(link_tier) THEN person_id ELSE record_id END,
            CASE
                WHEN is_firm(head_link_tier) THEN head_person_id
                ELSE certificate_number
            END,
            first_for
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

joined AS (
    SELECT
        paid.record_id AS payment_record,
        member.record_id AS member_record,
        greatest(paid.link_tier, member.head_link_tier) AS tier,
        least(paid.link_milli, member.head_link_milli) AS link_milli
    FROM paid
    INNER JOIN member ON paid.person_id = member.head_person_id
    WHERE
        is_tied(paid.link_tier) AND is_tied(member.head_link_tier)
        AND NOT is_chained(paid.link_tier, member.head_link_tier)
    UNION ALL
    SELECT
        paid.record_id AS payment_record,
        member.record_id AS member_record,
        'T1' AS tier,
        NULL AS link_milli
    FROM paid
    INNER JOIN member ON paid.certificate_number = member.certificate_number
),

tied AS (
    -- The certificate's own number is as good as any tie.
    SELECT
        payment_record,
        member_record,
        min(tier) AS tier,
        arg_min(link_milli, tier) AS link_milli
    FROM joined
    GROUP BY payment_record, member_record
    QUALIFY
        is_firm(min(tier))
        OR NOT bool_or(is_firm(min(tier))) OVER (PARTITION BY payment_record)
),

enrolled AS (
    -- Where a payment's member is known firmly, weak ties to the same add nothing.
    SELECT
        paid.record_id AS payment_record,
        paid.paid_for,
        coalesce(paid.paid_for_to, last_day(paid.paid_for)) AS paid_for_to,
        member.*,
        greatest(member.link_tier, tied.tier) AS weakest_tier,
        least(member.link_milli, tied.link_milli) AS weakest_milli
    FROM tied
    INNER JOIN paid ON tied.payment_record = paid.record_id
    INNER JOIN member ON tied.member_record = member.record_id
    WHERE
        is_tied(member.link_tier)
        AND NOT is_chained(member.link_tier, tied.tier)
        AND (
            member.first_for IS NULL
            OR member.first_for <= coalesce(paid.paid_for_to, paid.paid_for)
        )
        AND (member.stopped_on IS NULL OR member.stopped_on >= paid.paid_for)
        AND (member.valid_to IS NULL OR member.valid_to >= paid.paid_for)
    QUALIFY
        is_firm(weakest_tier)
        OR NOT bool_or(is_firm(weakest_tier))
            OVER (PARTITION BY paid.record_id, member.person_id)
),

insured AS (
    SELECT
        payment_record,
        paid_for,
        person_id,
        paid_for_to,
        max(weakest_tier) AS tier,
        min(weakest_milli) AS link_milli,
        bool_or(status = '渐退') AS is_fading,
        bool_or(disability_grade IN ('一级', '二级')) AS is_severe,
        bool_or(status = '停保' AND stopped_on IS NULL) AS is_unclear,
        min(CASE WHEN is_firm(head_link_tier) THEN head_person_id END)
            AS listed_head_id,
        list(DISTINCT record_id ORDER BY record_id) AS records
    FROM enrolled
    GROUP BY payment_record, paid_for, paid_for_to, person_id
),

headcount AS (
    SELECT
        tied.payment_record,
        count(DISTINCT CASE
            WHEN is_firm(member.link_tier) THEN member.person_id
            ELSE member.record_id
        END) AS members
    FROM tied
    INNER JOIN member ON tied.member_record = member.record_id
    GROUP BY tied.payment_record
)

SELECT
    insured.payment_record,
    insured.person_id,
    insured.paid_for,
    insured.paid_for_to,
    insured.tier,
    insured.link_milli,
    insured.is_fading,
    insured.is_severe,
    insured.is_unclear,
    insured.records,
    headcount.members,
    paid.certificate_number,
    paid.insured_count,
    paid.amount_fen,
    paid.paid_on,
    paid.town,
    paid.accepted_by,
    paid.reviewed_by,
    paid.approved_by,
    paid.paid_by,
    coalesce(
        CASE WHEN is_firm(paid.link_tier) THEN paid.person_id END,
        min(insured.listed_head_id) OVER (PARTITION BY insured.payment_record)
    ) AS head_id
FROM insured
INNER JOIN paid ON insured.payment_record = paid.record_id
LEFT JOIN headcount ON insured.payment_record = headcount.payment_record
