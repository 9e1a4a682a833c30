-- One row for each claim by which more was paid on an invoice than its face, for each
-- trip that another unit paid for the same days, and for each later meal or fuel claim
-- of the same shop, day and sum.
WITH claim AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        is_tied(link_tier) AS is_named,
        upper(regexp_replace(invoice_number, '[^0-9A-Za-z]', '', 'g')) AS plain_number,
        (coalesce(reimbursed_on, invoice_on), claim_number, record_id) AS place
    FROM resolved.expense_claim
    WHERE coalesce(amount_fen, 0) != 0
),

keyed AS (
    -- Twenty digits, or a code, make a number unique; else seller and face help.
    SELECT
        *,
        CASE
            WHEN length(plain_number) = 20 OR invoice_code IS NOT NULL
                THEN concat_ws('-', invoice_code, plain_number)
            ELSE concat_ws(
                '-', plain_number,
                coalesce(seller_organisation_id, seller_credit_code, seller_name),
                invoice_fen
            )
        END AS invoice
    FROM claim
    WHERE plain_number != ''
),

faced AS (
    SELECT
        *,
        coalesce(
            max(invoice_fen) OVER (PARTITION BY invoice),
            max(amount_fen) OVER (PARTITION BY invoice)
        ) AS face_fen,
        bool_and(coalesce(is_split_approved, '否') = '是') OVER (
            PARTITION BY invoice
        ) AS is_shared,
        min(claim_number) OVER (PARTITION BY invoice)
        != max(claim_number) OVER (PARTITION BY invoice) AS is_repeated
    FROM keyed
),

-- What goes beyond the face in one claim is an allowance, not the invoice's.
counted AS (
    SELECT
        *,
        least(amount_fen, face_fen) AS part_fen,
        sum(least(amount_fen, face_fen)) OVER (PARTITION BY invoice) AS total_fen,
        sum(least(amount_fen, face_fen)) OVER (
            PARTITION BY invoice ORDER BY place
        ) AS so_far_fen,
        coalesce(list(record_id) OVER (
            PARTITION BY invoice
            ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS others
    FROM faced
    WHERE is_repeated
),

invoiced AS (
    SELECT
        record_id,
        '同一发票' AS variant,
        cast(least(part_fen, so_far_fen - face_fen) AS BIGINT) AS amount_fen,
        others,
        total_fen <= face_fen AS is_reversed,
        is_shared AND invoice_fen IS NULL AS is_shared,
        'S3' AS severity
    FROM counted
    WHERE amount_fen > 0 AND so_far_fen > face_fen
),

trip AS (
    SELECT *
    FROM claim
    WHERE
        is_named
        AND expense_kind = '差旅费'
        AND amount_fen > 0
        AND trip_from_on IS NOT NULL
        AND trip_until_on IS NOT NULL
),

travelled AS (
    SELECT
        later.record_id,
        '行程重叠' AS variant,
        later.amount_fen,
        list(earlier.record_id ORDER BY earlier.record_id) AS others,
        FALSE AS is_reversed,
        bool_or(
            coalesce(later.is_split_approved, '否') = '是'
            OR coalesce(earlier.is_split_approved, '否') = '是'
        ) AS is_shared,
        'S3' AS severity
    FROM trip AS later
    INNER JOIN trip AS earlier ON later.person_id = earlier.person_id
    WHERE
        later.place > earlier.place
        AND later.unit_id != earlier.unit_id
        AND least(later.trip_until_on, earlier.trip_until_on)
        - greatest(later.trip_from_on, earlier.trip_from_on) + 1 >= $overlap_days
        AND NOT is_chained(later.link_tier, earlier.link_tier)
        AND later.plain_number IS DISTINCT FROM earlier.plain_number
    GROUP BY later.record_id, later.amount_fen
),

consumed AS (
    SELECT
        record_id,
        '同额同店' AS variant,
        amount_fen,
        coalesce(list(record_id) OVER (
            PARTITION BY
                unit_id, person_id, seller_name, invoice_on, invoice_fen, expense_kind
            ORDER BY place
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), []) AS others,
        FALSE AS is_reversed,
        coalesce(is_split_approved, '否') = '是' AS is_shared,
        'S4' AS severity
    FROM claim
    WHERE
        expense_kind IN ('公务接待费', '公车运维费')
        AND amount_fen > 0
        AND invoice_fen % $round_fen != 0
        AND seller_name IS NOT NULL
        AND invoice_on IS NOT NULL
),

found AS (
    SELECT * FROM invoiced
    UNION ALL BY NAME
    SELECT * FROM travelled
    UNION ALL BY NAME
    SELECT consumed.*
    FROM consumed
    WHERE
        len(consumed.others) > 0
        AND consumed.record_id NOT IN (
            SELECT known.record_id FROM invoiced AS known
        )
)

SELECT
    CASE WHEN claim.is_named THEN 'person' ELSE 'unit' END AS subject_kind,
    CASE WHEN claim.is_named THEN claim.person_id ELSE claim.unit_id END AS subject_id,
    'finance/费用报销' AS matter,
    claim.record_id AS act,
    found.variant,
    coalesce(claim.reimbursed_on, claim.invoice_on) AS act_on,
    coalesce(claim.trip_from_on, claim.invoice_on) AS event_on,
    coalesce(claim.reimbursed_on, claim.invoice_on) AS period_from,
    coalesce(claim.reimbursed_on, claim.invoice_on) AS period_to,
    found.amount_fen,
    CASE WHEN claim.is_named THEN claim.link_tier ELSE 'T1' END AS tier,
    CASE WHEN claim.is_named THEN claim.link_milli END AS link_milli,
    [claim.record_id] || found.others AS evidence_for,
    MAP {
        'reversed': CASE WHEN found.is_reversed THEN 'yes' END,
        'shared_cost': CASE WHEN found.is_shared THEN 'yes' END
    } AS facts,
    handled(
        claim.accepted_by, claim.reviewed_by, claim.approved_by, claim.paid_by,
        claim.unit_name
    ) AS chain,
    found.severity
FROM found
INNER JOIN claim ON found.record_id = claim.record_id
