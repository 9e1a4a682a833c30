-- One row for each aid for pupils that was paid, less what came back: the aid as the
-- policy table names it, the stages it is for, the last day of its term, the day paid.
WITH project AS (
    SELECT
        named.project_name,
        aid.aid,
        aid.stages,
        aid.registered,
        aid.valid_from,
        aid.valid_to
    FROM (SELECT DISTINCT project_name FROM resolved.subsidy_payment) AS named
    INNER JOIN policy.education_aid AS aid
        ON regexp_matches(named.project_name, aid.name_pattern)
),

line AS (
    SELECT
        payment.*,
        project.aid,
        project.stages,
        project.registered,
        coalesce(payment.paid_for_to, last_day(payment.paid_for)) AS ends_on,
        coalesce(payment.paid_on, payment.paid_for_to, payment.paid_for) AS on_day
    FROM resolved.subsidy_payment AS payment
    INNER JOIN project
        ON
            payment.project_name = project.project_name
            AND holds(project.valid_from, project.valid_to, payment.paid_for)
    WHERE
        is_tied(payment.link_tier)
        AND coalesce(payment.payment_result, '成功') = '成功'
    QUALIFY
        row_number() OVER (PARTITION BY payment.record_id ORDER BY project.aid) = 1
),

placed AS (
    -- What came back is taken off the latest payments of its term first.
    SELECT
        *,
        coalesce(sum(greatest(amount_fen, 0)) OVER later, 0) AS later_fen,
        coalesce(-sum(least(amount_fen, 0)) OVER term, 0) AS back_fen
    FROM line
    WINDOW
        term AS (PARTITION BY person_id, project_name, paid_for),
        later AS (
            PARTITION BY person_id, project_name, paid_for
            ORDER BY on_day DESC, record_id DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
)

SELECT
    * EXCLUDE (later_fen, back_fen),
    cast(
        amount_fen - least(amount_fen, greatest(back_fen - later_fen, 0)) AS BIGINT
    ) AS net_fen
FROM placed
WHERE amount_fen > greatest(back_fen - later_fen, 0)
