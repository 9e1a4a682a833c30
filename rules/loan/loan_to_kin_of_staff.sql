-- One row for each start-up loan of somebody whose registered or declared relative then
-- handled it, or worked where it was accepted, guaranteed or lent.
WITH loan AS MATERIALIZED (
    SELECT *
    FROM state.loan
    WHERE loan_kind = $loan_kind AND is_tied(tier)
),

near AS (
    SELECT
        loan.record_id AS loan_record,
        loan.tier AS loan_tier,
        loan.signed_on,
        kin.other_id AS official_id,
        kin.tier AS kin_tier,
        kin.records AS kin_records
    FROM loan
    INNER JOIN state.kin AS kin
        ON
            loan.person_id = kin.person_id
            -- Who leaves a household stays a relative; who divorces does not.
            AND holds(
                kin.valid_from,
                CASE kin.kind WHEN '婚姻' THEN kin.valid_to END,
                loan.signed_on
            )
    WHERE
        kin.relation IS DISTINCT FROM '非亲属'
        AND NOT is_chained(loan.tier, kin.tier)
),

seat AS (
    SELECT
        record_id AS loan_record,
        unnest([accepted_by, reviewed_by, approved_by, paid_by]) AS written
    FROM loan
),

place AS (
    SELECT
        loan.record_id AS loan_record,
        told.accepting_unit_organisation_id AS unit_id,
        [] AS records
    FROM loan
    INNER JOIN resolved.loan_contract AS told ON loan.record_id = told.record_id
    UNION ALL BY NAME
    SELECT
        loan.record_id AS loan_record,
        given.guarantor_organisation_id AS unit_id,
        [given.record_id] AS records
    FROM loan
    INNER JOIN resolved.guarantee AS given
        ON
            loan.contract_key
            = regexp_replace(upper(given.contract_number), '[^0-9A-Z]', '', 'g')
),

-- The contract does not name the bank; the lines of its subsidy do.
bank AS (
    SELECT
        note.loan_record,
        line.organisation_id AS unit_id,
        [min(line.record_id)] AS records
    FROM (
        SELECT
            record_id AS loan_record,
            unnest(note_keys) AS note_key
        FROM loan
    ) AS note
    INNER JOIN state.subsidy_line AS line ON note.note_key = line.note_key
    WHERE line.organisation_id IS NOT NULL
    GROUP BY note.loan_record, line.organisation_id
),

post AS (
    SELECT
        person_id,
        organisation_id AS unit_id,
        plain_name(person_name) AS written,
        appointed_on AS from_on,
        removed_on AS until_on,
        tier,
        link_milli,
        record_id
    FROM state.official
    UNION ALL BY NAME
    SELECT
        person_id,
        organisation_id AS unit_id,
        plain_name(person_name) AS written,
        min(paid_for) AS from_on,
        max(paid_for_to) AS until_on,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        max(record_id) AS record_id
    FROM resolved.staff_payroll
    WHERE
        is_tied(link_tier)
        AND staff_type IN ('公务员', '参公', '事业在编', '工勤', '国企', '临聘')
    GROUP BY person_id, organisation_id, plain_name(person_name)
),

banker AS (
    SELECT
        person_id,
        organisation_id AS unit_id,
        month_of(paid_for) AS paid_month,
        max(link_tier) AS tier,
        min(link_milli) AS link_milli,
        min(record_id) AS record_id
    FROM resolved.contribution
    WHERE
        is_tied(link_tier)
        AND coalesce(unit_share_fen, 0) > 0
        AND organisation_id IN (SELECT unit_id FROM bank)
    GROUP BY person_id, organisation_id, month_of(paid_for)
),

found AS (
    SELECT DISTINCT
        near.*,
        '经办人员近亲属' AS variant,
        post.tier AS post_tier,
        post.link_milli AS post_milli,
        [post.record_id] AS post_records
    FROM near
    INNER JOIN post
        ON
            near.official_id = post.person_id
            AND holds(post.from_on, post.until_on, near.signed_on)
    INNER JOIN seat
        ON
            near.loan_record = seat.loan_record
            AND post.written = plain_name(seat.written)
    UNION ALL BY NAME
    SELECT
        near.*,
        '机构人员近亲属' AS variant,
        post.tier AS post_tier,
        post.link_milli AS post_milli,
        [post.record_id] || place.records AS post_records
    FROM near
    INNER JOIN post
        ON
            near.official_id = post.person_id
            AND holds(post.from_on, post.until_on, near.signed_on)
    INNER JOIN place
        ON
            near.loan_record = place.loan_record
            AND post.unit_id = place.unit_id
    UNION ALL BY NAME
    SELECT
        near.*,
        '机构人员近亲属' AS variant,
        banker.tier AS post_tier,
        banker.link_milli AS post_milli,
        [banker.record_id] || bank.records AS post_records
    FROM near
    INNER JOIN banker
        ON
            near.official_id = banker.person_id
            AND month_of(near.signed_on) = banker.paid_month
    INNER JOIN bank
        ON
            near.loan_record = bank.loan_record
            AND banker.unit_id = bank.unit_id
)

-- Who handled the loan stands before who worked there, certainty before doubt.
SELECT
    'person' AS subject_kind,
    loan.person_id AS subject_id,
    'loan/' || $loan_kind AS matter,
    loan.record_id AS act,
    found.variant,
    loan.signed_on AS act_on,
    NULL AS event_on,
    loan.signed_on AS period_from,
    loan.due_on AS period_to,
    loan.open_fen + loan.subsidy_fen AS amount_fen,
    greatest(loan.tier, found.kin_tier, found.post_tier) AS tier,
    least(loan.link_milli, found.post_milli) AS link_milli,
    [loan.record_id] || found.post_records || found.kin_records AS evidence_for,
    MAP { 'kin_id': found.official_id } AS facts,
    handled(
        loan.accepted_by, loan.reviewed_by, loan.approved_by,
        loan.paid_by, loan.accepting_unit
    ) AS chain,
    CASE found.variant WHEN '经办人员近亲属' THEN 'S2' ELSE 'S3' END AS severity
FROM found
INNER JOIN loan ON found.loan_record = loan.record_id
WHERE
    NOT is_chained(found.loan_tier, found.post_tier)
    AND NOT is_chained(found.kin_tier, found.post_tier)
QUALIFY row_number() OVER (
    PARTITION BY loan.record_id
    ORDER BY
        found.variant != '经办人员近亲属',
        greatest(loan.tier, found.kin_tier, found.post_tier),
        found.official_id, found.post_records
) = 1
