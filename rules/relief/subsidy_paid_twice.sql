-- One row for each subsidy that arrived again: the same person, scheme, period and sum
-- as an earlier one, beyond what was reversed and what instalments explain.
WITH project AS (
    SELECT
        project_code,
        min(cycle) AS cycle
    FROM resolved.subsidy_project
    GROUP BY project_code
),

paid AS (
    SELECT
        line.record_id,
        line.person_id,
        line.link_tier,
        line.link_milli,
        '补贴重复' AS variant,
        'relief/' || line.project_name AS matter,
        line.paid_for,
        coalesce(line.paid_for_to, last_day(line.paid_for)) AS ends_on,
        line.amount_fen,
        line.paid_on,
        line.standard_fen * line.quantity_milli * CASE
            -- A sum that is the standard itself is whole, whatever the cycle.
            WHEN
                project.cycle IN ('月', '季')
                AND line.amount_fen
                != line.standard_fen * line.quantity_milli // 1000
                THEN
                    datediff(
                        'month',
                        line.paid_for,
                        coalesce(line.paid_for_to, line.paid_for)
                    ) + 1
            ELSE 1
        END // 1000 AS due_fen,
        line.accepted_by,
        line.reviewed_by,
        line.approved_by,
        line.paid_by,
        line.town
    FROM resolved.subsidy_payment AS line
    LEFT JOIN project ON line.project_code = project.project_code
    WHERE
        is_tied(line.link_tier)
        AND coalesce(line.payment_result, '成功') = '成功'
        AND line.paid_for IS NOT NULL
        AND line.project_name IS NOT NULL
    UNION ALL BY NAME
    SELECT
        record_id,
        person_id,
        link_tier,
        link_milli,
        '就业补助重复' AS variant,
        'social_security/' || subsidy_kind AS matter,
        paid_for,
        coalesce(paid_for_to, last_day(paid_for)) AS ends_on,
        amount_fen,
        paid_on,
        accepted_by,
        reviewed_by,
        approved_by,
        paid_by,
        town
    FROM resolved.employment_subsidy
    WHERE
        is_tied(link_tier)
        AND coalesce(payment_result, '成功') = '成功'
        AND paid_for IS NOT NULL
        AND subsidy_kind IN ('公益性岗位补贴', '社会保险补贴')
),

placed AS (
    SELECT
        *,
        row_number() OVER alike AS place,
        first_value(record_id) OVER alike AS earliest_record,
        first_value(link_tier) OVER alike AS earliest_tier,
        first_value(link_milli) OVER alike AS earliest_milli,
        first_value(paid_on) OVER alike AS earliest_on,
        count(record_id) OVER (
            PARTITION BY person_id, matter, paid_for, ends_on, amount_fen
        ) AS times
    FROM paid
    WHERE amount_fen > 0
    WINDOW alike AS (
        PARTITION BY person_id, matter, paid_for, ends_on, amount_fen
        ORDER BY paid_on, record_id
    )
),

reversed AS (
    SELECT
        person_id,
        matter,
        paid_for,
        -amount_fen AS amount_fen,
        count(*) AS times
    FROM paid
    WHERE amount_fen < 0
    GROUP BY person_id, matter, paid_for, amount_fen
)

SELECT
    'person' AS subject_kind,
    placed.person_id AS subject_id,
    placed.matter,
    placed.record_id AS act,
    placed.variant,
    coalesce(placed.paid_on, placed.ends_on) AS act_on,
    placed.earliest_on AS event_on,
    placed.paid_for AS period_from,
    placed.ends_on AS period_to,
    placed.amount_fen,
    greatest(placed.link_tier, placed.earliest_tier) AS tier,
    least(placed.link_milli, placed.earliest_milli) AS link_milli,
    [placed.record_id, placed.earliest_record] AS evidence_for,
    handled(
        placed.accepted_by, placed.reviewed_by, placed.approved_by, placed.paid_by,
        placed.town
    ) AS chain,
    'S3' AS severity
FROM placed
LEFT JOIN reversed
    ON
        placed.person_id = reversed.person_id
        AND placed.matter = reversed.matter
        AND placed.paid_for = reversed.paid_for
        AND placed.amount_fen = reversed.amount_fen
WHERE
    placed.place > 1 + coalesce(reversed.times, 0)
    AND NOT coalesce(placed.amount_fen * placed.times <= placed.due_fen, FALSE)
    AND NOT is_chained(placed.link_tier, placed.earliest_tier)
