-- One row for each refund that an employer, or an account of the insurance under
-- whatever name, got after another one for the same year. Kept ones count before
-- those given back, and the first kept one stands.
WITH line AS (
    SELECT
        refund.*,
        allowed.share_ppm AS allowed_ppm,
        row_number() OVER (
            ORDER BY refund.net_fen = 0, refund.paid_on, refund.record_id
        ) AS place
    FROM state.retention_refund AS refund
    LEFT JOIN policy.retention_refund AS allowed
        ON
            refund.scale = allowed.scale
            AND holds(allowed.valid_from, allowed.valid_to, refund.paid_on)
),

pair AS (
    SELECT
        later.record_id AS later_record,
        earlier.record_id AS earlier_record
    FROM line AS later
    INNER JOIN line AS earlier
        ON later.firm_id = earlier.firm_id AND later.base_year = earlier.base_year
    WHERE later.place > earlier.place
    UNION
    SELECT
        later.record_id AS later_record,
        earlier.record_id AS earlier_record
    FROM line AS later
    INNER JOIN line AS earlier
        ON
            later.unit_number = earlier.unit_number
            AND later.base_year = earlier.base_year
            AND later.district IS NOT DISTINCT FROM earlier.district
    WHERE later.place > earlier.place
),

judged AS (
    SELECT
        pair.*,
        earlier.paid_on AS earlier_on,
        earlier.net_fen AS earlier_fen,
        greatest(earlier.premium_fen, later.premium_fen) AS premium_fen,
        later.firm_id != earlier.firm_id AS is_other_firm,
        coalesce(later.district != earlier.district, FALSE) AS is_elsewhere,
        coalesce(
            (
                later.unit_number != earlier.unit_number
                OR later.district != earlier.district
            )
            AND later.premium_fen != earlier.premium_fen,
            FALSE
        ) AS is_separate
    FROM pair
    INNER JOIN line AS later ON pair.later_record = later.record_id
    INNER JOIN line AS earlier ON pair.earlier_record = earlier.record_id
),

found AS (
    SELECT
        later_record,
        list(earlier_record ORDER BY earlier_record) AS others,
        min(earlier_on) AS earlier_on,
        sum(earlier_fen) FILTER (WHERE NOT is_separate) AS earlier_fen,
        max(premium_fen) FILTER (WHERE NOT is_separate) AS premium_fen,
        bool_and(is_separate) AS is_separate,
        bool_and(is_other_firm) AS is_other_firm,
        bool_and(is_elsewhere) AS is_elsewhere
    FROM judged
    GROUP BY later_record
)

SELECT
    'organisation' AS subject_kind,
    line.firm_id AS subject_id,
    'social_security/失业保险稳岗返还' AS matter,
    line.record_id AS act,
    CASE
        WHEN found.is_other_firm THEN '不同名称或代码'
        WHEN found.is_elsewhere THEN '不同统筹地区'
        ELSE '同一统筹地区'
    END AS variant,
    line.paid_on AS act_on,
    found.earlier_on AS event_on,
    line.paid_for AS period_from,
    line.year_end AS period_to,
    CASE WHEN line.net_fen = 0 THEN line.amount_fen ELSE line.net_fen END
        AS amount_fen,
    'T1' AS tier,
    NULL AS link_milli,
    [line.record_id] || found.others AS evidence_for,
    MAP {
        'corrected': CASE WHEN line.net_fen = 0 THEN 'yes' END,
        'separate':
        CASE WHEN line.net_fen > 0 AND found.is_separate THEN 'yes' END,
        'parts_fen':
        CASE
            WHEN line.net_fen > 0 AND NOT found.is_separate
                THEN cast(line.net_fen + found.earlier_fen AS VARCHAR)
        END,
        'due_fen': cast(
            found.premium_fen * coalesce(line.allowed_ppm, line.share_ppm) // 1000000
            AS VARCHAR
        ),
        'spare_fen': cast($rounding_fen AS VARCHAR)
    } AS facts,
    handled(
        line.accepted_by, line.reviewed_by, line.approved_by, line.paid_by,
        line.district
    ) AS chain,
    'S2' AS severity
FROM found
INNER JOIN line ON found.later_record = line.record_id
