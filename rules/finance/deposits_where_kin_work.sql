-- One row for each deposit of a unit that keeps most of its money at the bank where a
-- relative of its leaders or bookkeepers, or of who signed for it, is employed.
WITH listed AS (
    SELECT
        *,
        coalesce(organisation_id, unit_code, unit_name) AS unit_id,
        coalesce(balance_on, delivered_on) AS seen_on,
        plain_name(bank) AS bank_name,
        coalesce(fixed_fen, 0) + coalesce(balance_fen, 0) AS kept_fen
    FROM resolved.deposit
    WHERE
        -- What a unit keeps where is asked of one day, that of the last register:
        -- shares out of balances of several days would be nobody's.
        valid_to IS NULL
        AND closed_on IS NULL
        AND bank IS NOT NULL
        AND coalesce(account_kind, '') != '零余额'
    QUALIFY
        row_number() OVER (
            PARTITION BY account_number, deposit_number
            ORDER BY delivered_on DESC NULLS LAST, record_id DESC
        ) = 1
),

shared AS (
    SELECT
        *,
        sum(kept_fen) OVER (PARTITION BY unit_id) AS unit_fen,
        sum(kept_fen) OVER (PARTITION BY unit_id, bank_name) AS bank_fen,
        bool_and(
            kept_fen < $least_fen // 10
            OR coalesce(fixed_fen > 0 AND selection_kind = '竞争性存放', FALSE)
        ) OVER (PARTITION BY unit_id, bank_name) AS is_won
    FROM listed
),

kept AS (
    SELECT *
    FROM shared
    WHERE
        kept_fen > 0
        AND unit_fen >= $least_fen
        AND 1000 * bank_fen >= $share_permille * unit_fen
),

signed AS (
    SELECT DISTINCT
        unit_id,
        unnest([handled_by, approved_by]) AS person_name
    FROM kept
),

deciding AS (
    SELECT
        cadre.person_id,
        cadre.unit_id,
        cadre.tier,
        cadre.link_milli,
        cadre.record_id,
        cadre.appointed_on,
        cadre.removed_on
    FROM state.official AS cadre
    LEFT JOIN signed
        ON
            cadre.unit_id = signed.unit_id
            AND cadre.person_name = signed.person_name
    WHERE
        signed.unit_id IS NOT NULL
        OR cadre.is_leader = '是'
        OR regexp_matches(cadre.position, '财务|会计|出纳')
),

at_bank AS (
    SELECT
        deciding.unit_id,
        plain_name(employed.unit_name) AS bank_name,
        employed.paid_month,
        deciding.appointed_on,
        deciding.removed_on,
        greatest(deciding.tier, kin.tier, employed.tier) AS tier,
        least(deciding.link_milli, employed.link_milli) AS link_milli,
        [deciding.record_id] || kin.records || employed.records AS records
    FROM deciding
    INNER JOIN state.kin AS kin ON deciding.person_id = kin.person_id
    INNER JOIN state.contribution_month AS employed
        ON kin.other_id = employed.person_id
    WHERE
        holds(kin.valid_from, kin.valid_to, employed.paid_month)
        AND NOT is_chained(kin.tier, employed.tier)
        AND NOT is_chained(deciding.tier, kin.tier)
        AND NOT is_chained(deciding.tier, employed.tier)
)

SELECT
    'unit' AS subject_kind,
    kept.unit_id AS subject_id,
    'finance/公款存放银行' AS matter,
    kept.record_id AS act,
    '亲属任职银行' AS variant,
    kept.seen_on AS act_on,
    max(at_bank.paid_month) AS event_on,
    kept.seen_on AS period_from,
    kept.seen_on AS period_to,
    kept.kept_fen AS amount_fen,
    min(at_bank.tier) AS tier,
    max(at_bank.link_milli) AS link_milli,
    [kept.record_id] || list_sort(list_distinct(flatten(list(at_bank.records))))
        AS evidence_for,
    MAP { 'won': CASE WHEN kept.is_won THEN 'yes' END } AS facts,
    handled(kept.handled_by, NULL, kept.approved_by, NULL, kept.unit_name) AS chain,
    'S3' AS severity
FROM kept
INNER JOIN at_bank
    ON
        kept.unit_id = at_bank.unit_id
        AND kept.bank_name = at_bank.bank_name
WHERE
    at_bank.paid_month
    BETWEEN kept.seen_on - to_months($employed_months) AND kept.seen_on
    AND holds(at_bank.appointed_on, at_bank.removed_on, kept.seen_on)
GROUP BY
    kept.unit_id, kept.record_id, kept.seen_on, kept.kept_fen, kept.is_won,
    kept.handled_by, kept.approved_by, kept.unit_name
