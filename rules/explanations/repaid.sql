-- What came back to the fund for these months is no less than what is in question;
-- where less came back, or it is not sure from whom, the rest must be asked.
WITH refund AS (
    SELECT
        item.item_no,
        item.subject_id,
        item.amount_fen,
        returned.record_id,
        returned.amount_fen AS returned_fen,
        is_firm(returned.link_tier) AS is_firm
    FROM item
    INNER JOIN resolved.pension_refund AS returned
        ON item.subject_id = returned.person_id
    WHERE
        is_tied(returned.link_tier)
        AND returned.received_flag = '已到账'
        AND meets(
            returned.paid_for, returned.paid_for_to, item.period_from, item.period_to
        )
),

act AS (
    SELECT DISTINCT
        item_no,
        subject_id,
        amount_fen
    FROM refund
),

money AS (
    SELECT DISTINCT
        record_id,
        subject_id,
        returned_fen,
        is_firm
    FROM refund
),

due AS (
    SELECT
        subject_id,
        sum(amount_fen) AS due_fen
    FROM act
    GROUP BY subject_id
),

came AS (
    SELECT
        subject_id,
        bool_and(is_firm) AS is_firm,
        sum(returned_fen) AS came_fen
    FROM money
    GROUP BY subject_id
)

SELECT
    refund.item_no,
    CASE
        WHEN came.is_firm AND came.came_fen >= due.due_fen THEN 'explained'
        ELSE 'untestable'
    END AS verdict,
    list(DISTINCT refund.record_id ORDER BY refund.record_id) AS evidence
FROM refund
INNER JOIN due ON refund.subject_id = due.subject_id
INNER JOIN came ON refund.subject_id = came.subject_id
GROUP BY refund.item_no, came.is_firm, came.came_fen, due.due_fen
