-- One row for each withdrawal for buying a home that others, neither relatives nor
-- owners of it together, drew for as well, or that came on top of its whole price.
WITH purchase AS MATERIALIZED (
    SELECT *
    FROM state.fund_withdrawal
    WHERE reason = '购房' AND home_key IS NOT NULL
),

dwelling AS MATERIALIZED (
    SELECT DISTINCT
        unit_number,
        person_id,
        regexp_replace(upper(certificate_number), '[^0-9A-Z\p{Han}]', '', 'g')
            AS home_key
    FROM resolved.real_estate
    -- What was once registered for several is a home of theirs, struck or not.
    WHERE is_tied(link_tier)
),

unit AS (
    SELECT
        home_key,
        min(unit_number) AS unit_number
    FROM dwelling
    GROUP BY home_key
),

-- The home: the unit that the certificate is about, else the number given.
placed AS MATERIALIZED (
    SELECT
        purchase.*,
        coalesce(unit.unit_number, purchase.home_key) AS home_id
    FROM purchase
    LEFT JOIN unit ON purchase.home_key = unit.home_key
),

kept AS (
    SELECT * FROM placed
    WHERE NOT is_returned
),

-- Who drew for one unit within a year of a first one, where that makes several.
turn AS (
    SELECT
        kept.record_id AS turn_id,
        other.record_id,
        other.person_id
    FROM kept
    INNER JOIN kept AS other
        ON
            kept.home_id = other.home_id
            AND other.applied_on BETWEEN
            kept.applied_on AND kept.applied_on + to_months($turn_months)
    WHERE NOT is_chained(kept.tier, other.tier)
),

busy_turn AS (
    SELECT turn_id
    FROM turn
    GROUP BY turn_id
    HAVING count(DISTINCT person_id) >= $turn_people
),

turned AS (
    SELECT DISTINCT
        turn.record_id,
        other.record_id AS other_record
    FROM busy_turn
    INNER JOIN turn ON busy_turn.turn_id = turn.turn_id
    INNER JOIN turn AS other ON busy_turn.turn_id = other.turn_id
    WHERE turn.record_id != other.record_id
),

pair AS (
    SELECT
        placed.record_id,
        placed.person_id,
        other.person_id AS other_id,
        bool_or(placed.home_key = other.home_key) AS is_same_paper,
        min(other.applied_on) AS other_on,
        max(other.tier) AS tier,
        min(other.link_milli) AS link_milli,
        list(other.record_id ORDER BY other.record_id) AS records
    FROM placed
    INNER JOIN kept AS other
        ON placed.home_id = other.home_id AND placed.person_id != other.person_id
    LEFT JOIN turned
        ON
            placed.record_id = turned.record_id
            AND other.record_id = turned.other_record
    WHERE
        NOT is_chained(placed.tier, other.tier)
        AND (placed.home_key = other.home_key OR turned.record_id IS NOT NULL)
    GROUP BY placed.record_id, placed.person_id, other.person_id
),

couple AS (
    SELECT DISTINCT
        person_id,
        other_id
    FROM pair
),

-- Related directly, or both to a third, as a couple's parents are.
related AS (
    SELECT
        couple.person_id,
        couple.other_id
    FROM couple
    INNER JOIN state.kin AS kin
        ON couple.person_id = kin.person_id AND couple.other_id = kin.other_id
    UNION
    SELECT
        couple.person_id,
        couple.other_id
    FROM couple
    INNER JOIN state.kin AS kin ON couple.person_id = kin.person_id
    INNER JOIN state.kin AS further
        ON kin.other_id = further.person_id AND couple.other_id = further.other_id
),

owner AS (
    SELECT DISTINCT
        home_key,
        person_id
    FROM dwelling
),

told AS (
    SELECT
        pair.*,
        related.person_id IS NOT NULL AS is_kin,
        mine.person_id IS NOT NULL AND theirs.person_id IS NOT NULL AS is_joint
    FROM pair
    INNER JOIN placed ON pair.record_id = placed.record_id
    LEFT JOIN related
        ON pair.person_id = related.person_id AND pair.other_id = related.other_id
    LEFT JOIN owner AS mine
        ON placed.home_key = mine.home_key AND pair.person_id = mine.person_id
    LEFT JOIN owner AS theirs
        ON placed.home_key = theirs.home_key AND pair.other_id = theirs.person_id
),

shared AS (
    SELECT
        record_id,
        bool_or(is_same_paper) AS is_same_paper,
        bool_and(is_kin) AS is_kin,
        bool_and(is_joint OR is_kin) AS is_joint,
        min(other_on) AS other_on,
        max(tier) AS tier,
        min(link_milli) AS link_milli,
        list_sort(flatten(list(records))) AS records
    FROM told
    GROUP BY record_id
),

-- What was drawn for one paper, in its order, against the highest price stated.
summed AS (
    SELECT
        record_id,
        home_key,
        sum(asked_fen) OVER running AS drawn_fen,
        max(home_price_fen) OVER (PARTITION BY home_key) AS price_fen,
        list(record_id) OVER running AS records,
        max(tier) OVER running AS all_tier,
        min(link_milli) OVER running AS all_milli,
        min(applied_on) OVER running AS first_on
    FROM kept
    WINDOW running AS (
        PARTITION BY home_key
        ORDER BY applied_on, record_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

found AS (
    SELECT
        record_id,
        CASE WHEN is_same_paper THEN '同一凭证' ELSE '短期多次转手' END AS variant,
        other_on,
        tier AS other_tier,
        link_milli AS other_milli,
        records,
        is_kin,
        is_joint,
        cast(NULL AS BIGINT) AS over_fen
    FROM shared
    UNION ALL BY NAME
    SELECT
        summed.record_id,
        '累计超过房价' AS variant,
        summed.first_on AS other_on,
        summed.all_tier AS other_tier,
        summed.all_milli AS other_milli,
        summed.records,
        FALSE AS is_kin,
        FALSE AS is_joint,
        cast(summed.drawn_fen - summed.price_fen AS BIGINT) AS over_fen
    FROM summed
    LEFT JOIN shared ON summed.record_id = shared.record_id
    WHERE
        summed.drawn_fen > summed.price_fen
        AND summed.price_fen > 0
        -- What is in question as a whole is not counted again in part.
        AND coalesce(shared.is_joint, TRUE)
)

SELECT
    'person' AS subject_kind,
    placed.person_id AS subject_id,
    'finance/住房公积金购房提取' AS matter,
    placed.record_id AS act,
    found.variant,
    coalesce(placed.paid_on, placed.applied_on) AS act_on,
    found.other_on AS event_on,
    least(found.other_on, placed.applied_on) AS period_from,
    greatest(placed.applied_on, placed.paid_on) AS period_to,
    least(placed.asked_fen, coalesce(found.over_fen, placed.asked_fen)) AS amount_fen,
    greatest(placed.tier, found.other_tier) AS tier,
    least(placed.link_milli, found.other_milli) AS link_milli,
    list_distinct([placed.record_id] || found.records) AS evidence_for,
    placed.home_id AS shared,
    MAP {
        'paid': CASE WHEN placed.is_returned THEN 'no' END,
        'kin_home': CASE WHEN found.is_kin THEN 'yes' END,
        'joint_owners': CASE WHEN found.is_joint THEN 'yes' END
    } AS facts,
    handled(
        placed.accepted_by, placed.reviewed_by, placed.approved_by, placed.paid_by,
        NULL
    ) AS chain,
    'S3' AS severity
FROM placed
INNER JOIN found ON placed.record_id = found.record_id
