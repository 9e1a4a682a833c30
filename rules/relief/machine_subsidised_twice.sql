-- One row for each paid subsidy of a machine whose factory or engine number bears an
-- earlier paid subsidy of the same maker. Where only one of two known numbers agrees,
-- the plate has to be looked at. What is too short or one sign repeated is no number.
WITH written AS (
    SELECT
        *,
        coalesce(maker_organisation_id, plain_name(maker)) AS maker_id,
        regexp_replace(upper(factory_number), '[^0-9A-Z]', '', 'g') AS factory_text,
        regexp_replace(upper(engine_number), '[^0-9A-Z]', '', 'g') AS engine_text
    FROM resolved.machinery_subsidy
    WHERE coalesce(payment_result, '成功') = '成功' AND subsidy_fen > 0
),

machine AS MATERIALIZED (
    SELECT
        *,
        CASE
            WHEN
                length(factory_text) >= $digits_count
                AND length(replace(factory_text, left(factory_text, 1), '')) > 0
                THEN factory_text
        END AS factory_key,
        CASE
            WHEN
                length(engine_text) >= $digits_count
                AND length(replace(engine_text, left(engine_text, 1), '')) > 0
                THEN engine_text
        END AS engine_key,
        coalesce(buyer_kind, '个人') = '组织' AS is_firm_buyer,
        CASE
            WHEN coalesce(buyer_kind, '个人') = '组织'
                THEN coalesce(organisation_id, credit_code, organisation_name)
            WHEN is_tied(link_tier) THEN person_id
        END AS buyer_id
    FROM written
),

pair AS (
    SELECT
        later.record_id AS later_record,
        earlier.record_id AS earlier_record
    FROM machine AS later
    INNER JOIN machine AS earlier
        ON
            later.factory_key = earlier.factory_key
            AND later.maker_id IS NOT DISTINCT FROM earlier.maker_id
    WHERE (later.paid_on, later.record_id) > (earlier.paid_on, earlier.record_id)
    UNION
    SELECT
        later.record_id AS later_record,
        earlier.record_id AS earlier_record
    FROM machine AS later
    INNER JOIN machine AS earlier
        ON
            later.engine_key = earlier.engine_key
            AND later.maker_id IS NOT DISTINCT FROM earlier.maker_id
    WHERE (later.paid_on, later.record_id) > (earlier.paid_on, earlier.record_id)
),

found AS (
    SELECT
        later.*,
        earlier.record_id AS earlier_record,
        earlier.paid_on AS earlier_on,
        coalesce(later.buyer_id = earlier.buyer_id, FALSE) AS is_same_buyer,
        coalesce(later.factory_key != earlier.factory_key, FALSE)
        OR coalesce(later.engine_key != earlier.engine_key, FALSE) AS is_disputed
    FROM pair
    INNER JOIN machine AS later ON pair.later_record = later.record_id
    INNER JOIN machine AS earlier ON pair.earlier_record = earlier.record_id
)

SELECT
    CASE WHEN is_firm_buyer THEN 'organisation' ELSE 'person' END AS subject_kind,
    buyer_id AS subject_id,
    'relief/农机购置与应用补贴' AS matter,
    record_id AS act,
    CASE WHEN bool_or(is_same_buyer) THEN '同一购机者' ELSE '不同购机者' END
        AS variant,
    paid_on AS act_on,
    min(earlier_on) AS event_on,
    paid_on AS period_from,
    paid_on AS period_to,
    subsidy_fen AS amount_fen,
    CASE WHEN is_firm_buyer THEN 'T1' ELSE link_tier END AS tier,
    CASE WHEN NOT is_firm_buyer THEN link_milli END AS link_milli,
    [record_id] || list(earlier_record ORDER BY earlier_record) AS evidence_for,
    CASE
        WHEN bool_and(is_disputed)
            THEN '机具铭牌照片（出厂编号与发动机号只有一个相同）'
    END AS missing,
    handled(
        max(accepted_by), max(reviewed_by), max(approved_by), max(paid_by), max(town)
    ) AS chain,
    'S2' AS severity
FROM found
WHERE buyer_id IS NOT NULL
GROUP BY is_firm_buyer, buyer_id, record_id, paid_on, subsidy_fen, link_tier, link_milli
