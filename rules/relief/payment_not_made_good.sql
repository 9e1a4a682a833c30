-- One row for each line of the citizens' card that came back or failed and for which
-- nothing arrived later: no payment for the same months, none that carries it.
WITH line AS (
    SELECT
        *,
        coalesce(paid_for_to, last_day(paid_for)) AS ends_on,
        coalesce(payment_result, '成功') = '成功' AS has_arrived,
        max(paid_on) OVER () AS newest_on
    FROM resolved.subsidy_payment
    WHERE is_tied(link_tier) AND amount_fen > 0 AND paid_on IS NOT NULL
),

back AS (
    SELECT line.*
    FROM line
    LEFT JOIN state.death AS death ON line.person_id = death.person_id
    WHERE
        NOT line.has_arrived
        AND line.paid_on + to_days($grace_days) <= line.newest_on
        AND (death.died_on IS NULL OR death.died_on > line.paid_on)
),

-- A batch is sent again and again: what came back several times is due once.
due AS (
    SELECT *
    FROM back
    QUALIFY row_number() OVER (
        PARTITION BY person_id, project_name, paid_for, amount_fen
        ORDER BY paid_on, record_id
    ) = 1
),

usual AS (
    SELECT
        person_id,
        project_name,
        min(amount_fen) AS amount_fen
    FROM line
    WHERE has_arrived
    GROUP BY person_id, project_name
),

made_good AS (
    SELECT due.record_id
    FROM due
    INNER JOIN line AS later
        ON
            due.person_id = later.person_id
            AND due.project_name = later.project_name
    INNER JOIN usual
        ON
            due.person_id = usual.person_id
            AND due.project_name = usual.project_name
    WHERE
        later.has_arrived
        AND (
            (
                meets(later.paid_for, later.ends_on, due.paid_for, due.ends_on)
                AND later.amount_fen >= due.amount_fen
            )
            OR (
                later.paid_on > due.paid_on
                AND later.amount_fen >= usual.amount_fen + due.amount_fen
            )
        )
    GROUP BY due.record_id
)

SELECT
    'person' AS subject_kind,
    due.person_id AS subject_id,
    'relief/' || due.project_name AS matter,
    due.record_id AS act,
    CASE
        WHEN due.payment_result = '退回' THEN '退回未补'
        ELSE '失败未补'
    END AS variant,
    due.paid_on AS event_on,
    due.paid_for AS period_from,
    due.ends_on AS period_to,
    due.paid_on AS act_on,
    due.amount_fen,
    due.link_tier AS tier,
    due.link_milli,
    [due.record_id] AS evidence_for,
    cast(NULL AS VARCHAR) AS missing,
    handled(
        due.accepted_by, due.reviewed_by, due.approved_by, due.paid_by, due.town
    ) AS chain,
    'S3' AS severity,
    'S2' AS severity_long
FROM due
LEFT JOIN made_good ON due.record_id = made_good.record_id
WHERE made_good.record_id IS NULL
