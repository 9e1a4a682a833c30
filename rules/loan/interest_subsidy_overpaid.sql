-- One row for each subsidy line that is above the sum due, counts principal that was
-- repaid by then, overlaps an earlier one, begins after settlement, or has no note; and
-- for each that cannot be computed.
WITH line AS (
    SELECT
        *,
        coalesce(organisation_id, bank) AS bank_key,
        coalesce(paid_on, interest_to) AS booked_on
    FROM state.subsidy_line
    WHERE subsidy_fen > 0 AND interest_from IS NOT NULL AND interest_to IS NOT NULL
),

note AS (
    SELECT * FROM state.loan_note
),

contract AS (
    SELECT
        said.*,
        coalesce(alike.form, number_bare(said.contract_number)) AS contract_key
    FROM resolved.loan_contract AS said
    LEFT JOIN state.alike_number AS alike
        ON number_form(said.contract_number) = alike.form
    QUALIFY row_number() OVER (
        PARTITION BY contract_key
        ORDER BY delivered_on DESC NULLS LAST, record_id DESC
    ) = 1
),

reported AS (
    -- A bank whose notes are mostly unknown has not handed over its register.
    SELECT
        line.bank_key,
        2 * count(DISTINCT note.note_key) >= count(DISTINCT line.note_key) AS is_known
    FROM line
    LEFT JOIN note ON line.note_key = note.note_key
    GROUP BY line.bank_key
),

overlap AS (
    SELECT
        later.record_id,
        max(
            least(later.interest_to, earlier.interest_to)
            - greatest(later.interest_from, earlier.interest_from)
        ) AS days,
        list(earlier.record_id ORDER BY earlier.record_id) AS records
    FROM line AS later
    INNER JOIN line AS earlier
        ON
            later.note_key = earlier.note_key
            AND later.interest_to > earlier.interest_from
            AND later.interest_from < earlier.interest_to
    WHERE
        (earlier.booked_on, earlier.interest_from, earlier.batch, earlier.record_id)
        < (later.booked_on, later.interest_from, later.batch, later.record_id)
    GROUP BY later.record_id
),

termed AS (
    SELECT
        line.record_id,
        reduced.records AS repaid_records,
        CASE
            WHEN note.amount_fen > 0 AND reduced.fen_days IS NOT NULL
                THEN greatest(
                    note.amount_fen * (line.interest_to - line.interest_from)
                    - reduced.fen_days,
                    0
                )
        END AS open_fen_days,
        reduced.repaid_fen > note.amount_fen
        OR coalesce(reduced.left_fen > note.amount_fen - reduced.repaid_fen, FALSE)
            AS is_contradicted,
        contract.rate_ppm,
        policy.formula,
        policy.share_ppm,
        least(line.balance_fen, coalesce(note.amount_fen, line.balance_fen))
            AS principal_fen,
        line.interest_to - line.interest_from AS days,
        lpr.rate_ppm - policy.spread_ppm AS borne_ppm,
        CASE
            WHEN line.interest_from < note.disbursed_on + to_years(1) THEN 3
            WHEN line.interest_from < note.disbursed_on + to_years(2) THEN 2
            WHEN line.interest_from < note.disbursed_on + to_years(3) THEN 1
            WHEN note.disbursed_on IS NOT NULL THEN 0
        END AS thirds
    FROM line
    INNER JOIN note ON line.note_key = note.note_key
    INNER JOIN contract ON note.contract_key = contract.contract_key
    LEFT JOIN state.subsidy_line_repaid AS reduced
        ON line.record_id = reduced.record_id
    LEFT JOIN policy.loan_interest_subsidy AS policy
        ON
            contract.loan_kind = policy.loan_kind
            AND contract.signed_on >= policy.valid_from
            AND (policy.valid_to IS NULL OR contract.signed_on <= policy.valid_to)
    LEFT JOIN policy.lpr_1y AS lpr
        ON
            contract.signed_on >= lpr.valid_from
            AND (lpr.valid_to IS NULL OR contract.signed_on <= lpr.valid_to)
),

rated AS (
    -- Three times the subsidised rate, so that thirds stay whole numbers.
    SELECT
        *,
        CASE formula
            WHEN 'full' THEN 3 * rate_ppm
            WHEN 'by_loan_year' THEN thirds * rate_ppm
            WHEN 'above_lpr'
                -- greatest() passes over a null, but without the LPR nothing is known.
                THEN CASE
                    WHEN borne_ppm IS NOT NULL
                        THEN 3 * greatest(rate_ppm - borne_ppm, 0)
                END
            WHEN 'share'
                THEN cast(3 * cast(rate_ppm AS BIGINT) * share_ppm // 1000000 AS INT)
        END AS triple_ppm
    FROM termed
),

due AS (
    SELECT
        *,
        principal_fen * triple_ppm * days // (3000000 * $year_days) + 1 AS due_fen,
        cast(
            least(open_fen_days, principal_fen * days)
            * triple_ppm // (3000000 * $year_days) + 1 AS BIGINT
        ) AS open_due_fen
    FROM rated
),

judged AS (
    SELECT
        line.*,
        note.record_id AS note_record,
        note.settled_on,
        contract.record_id AS contract_record,
        contract.loan_kind,
        overlap.days AS overlap_days,
        overlap.records AS overlap_records,
        due.principal_fen,
        due.rate_ppm AS contract_ppm,
        due.triple_ppm,
        due.due_fen,
        due.open_due_fen,
        due.open_fen_days,
        due.repaid_records,
        due.is_contradicted,
        due.formula,
        tolerance.share_ppm AS tolerance_ppm,
        tolerance.amount_fen AS tolerance_fen,
        tolerance.days AS tolerance_days,
        CASE
            WHEN is_firm(line.link_tier) THEN line.person_id
            WHEN is_firm(contract.link_tier) THEN contract.person_id
            WHEN is_weak(line.link_tier) THEN line.person_id
            WHEN is_weak(contract.link_tier) THEN contract.person_id
        END AS borrower_id,
        CASE
            WHEN is_firm(line.link_tier) THEN line.link_tier
            WHEN is_firm(contract.link_tier) THEN contract.link_tier
            WHEN is_weak(line.link_tier) THEN line.link_tier
            WHEN is_weak(contract.link_tier) THEN contract.link_tier
        END AS tier,
        CASE
            WHEN is_firm(line.link_tier) THEN line.link_milli
            WHEN is_firm(contract.link_tier) THEN contract.link_milli
            WHEN is_weak(line.link_tier) THEN line.link_milli
            WHEN is_weak(contract.link_tier) THEN contract.link_milli
        END AS borrower_milli,
        CASE
            WHEN note.note_key IS NULL THEN '无对应借据'
            WHEN overlap.record_id IS NOT NULL THEN '期间重叠'
            WHEN line.interest_from > note.settled_on THEN '还清之后'
            ELSE '高于复算'
        END AS variant,
        CASE
            WHEN note.note_key IS NULL AND NOT reported.is_known
                THEN '该经办银行的借据数据'
            WHEN note.note_key IS NULL OR overlap.record_id IS NOT NULL THEN NULL
            WHEN line.interest_from > note.settled_on THEN NULL
            WHEN contract.contract_key IS NULL THEN '借据对应的借款合同'
            WHEN due.formula IS NULL THEN '签约当时的贴息政策'
            WHEN due.triple_ppm IS NULL THEN '签约当时的利率、放款日期或一年期LPR'
            WHEN tolerance.amount_fen IS NULL THEN '贴息尾差标准'
        END AS missing_fact
    FROM line
    LEFT JOIN note ON line.note_key = note.note_key
    LEFT JOIN contract ON note.contract_key = contract.contract_key
    LEFT JOIN reported ON line.bank_key = reported.bank_key
    LEFT JOIN overlap ON line.record_id = overlap.record_id
    LEFT JOIN due ON line.record_id = due.record_id
    LEFT JOIN policy.tolerance AS tolerance
        ON
            tolerance.name = 'interest_subsidy'
            AND line.booked_on >= tolerance.valid_from
            AND (tolerance.valid_to IS NULL OR line.booked_on <= tolerance.valid_to)
    WHERE coalesce(contract.loan_kind, $loan_kind) = $loan_kind
),

told AS (
    -- Above the sum due even on the principal of the line itself is one thing; above
    -- it only because that principal was not brought down is another.
    SELECT
        * EXCLUDE (variant, missing_fact, due_fen, principal_fen),
        CASE WHEN is_unreduced THEN '本金未减' ELSE variant END AS variant,
        CASE WHEN is_unreduced THEN open_due_fen ELSE due_fen END AS due_fen,
        CASE
            WHEN is_unreduced THEN open_fen_days // (interest_to - interest_from)
            ELSE principal_fen
        END AS principal_fen,
        coalesce(
            missing_fact,
            CASE WHEN is_unreduced AND is_contradicted THEN '与余额一致的还款流水' END
        ) AS missing_fact
    FROM (
        SELECT
            *,
            subsidy_fen * 1000000
            > due_fen * (1000000 + tolerance_ppm) + tolerance_fen * 1000000
                AS is_above,
            coalesce(
                variant = '高于复算'
                AND missing_fact IS NULL
                AND NOT is_above
                AND subsidy_fen * 1000000
                > open_due_fen * (1000000 + tolerance_ppm) + tolerance_fen * 1000000,
                FALSE
            ) AS is_unreduced
        FROM judged
    ) AS compared
    WHERE
        variant != '高于复算'
        OR missing_fact IS NOT NULL
        OR is_above
        OR is_unreduced
)

SELECT
    'person' AS subject_kind,
    coalesce(borrower_id, record_id) AS subject_id,
    'loan/' || $loan_kind AS matter,
    record_id AS act,
    variant,
    booked_on AS act_on,
    settled_on AS event_on,
    interest_from AS period_from,
    interest_to AS period_to,
    CASE
        WHEN variant IN ('高于复算', '本金未减') THEN subsidy_fen - due_fen
        ELSE subsidy_fen
    END AS amount_fen,
    tier,
    borrower_milli AS link_milli,
    [record_id, note_record, contract_record]
    || coalesce(overlap_records, [])
    || CASE WHEN variant = '本金未减' THEN repaid_records ELSE [] END AS evidence_for,
    [] AS evidence_against,
    coalesce(
        missing_fact, CASE WHEN borrower_id IS NULL THEN '借款人的身份证件信息' END
    ) AS missing,
    MAP {
        'note_key': note_key,
        'paid_fen': cast(subsidy_fen AS VARCHAR),
        'principal_fen': cast(principal_fen AS VARCHAR),
        'triple_ppm': cast(triple_ppm AS VARCHAR),
        'year_days': cast($year_days AS VARCHAR),
        'contract_ppm': cast(contract_ppm AS VARCHAR),
        'line_ppm': cast(rate_ppm AS VARCHAR),
        'overlap_days': cast(overlap_days AS VARCHAR),
        'tolerance_ppm': cast(tolerance_ppm AS VARCHAR),
        'tolerance_fen': cast(tolerance_fen AS VARCHAR),
        'tolerance_days': cast(tolerance_days AS VARCHAR)
    } AS facts,
    [
        struct_pack(
            step := '受理', person := accepted_by, unit := bank, "on" := NULL
        ),
        struct_pack(
            step := '审核', person := reviewed_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '审批', person := approved_by, unit := NULL, "on" := NULL
        ),
        struct_pack(
            step := '拨付', person := paid_by, unit := NULL, "on" := paid_on
        )
    ] AS chain,
    CASE WHEN variant IN ('期间重叠', '无对应借据') THEN 'S1' ELSE 'S2' END
        AS severity,
    CASE WHEN variant IN ('期间重叠', '无对应借据') THEN 'S1' ELSE 'S2' END
        AS severity_long,
    NULL AS shared
FROM told
