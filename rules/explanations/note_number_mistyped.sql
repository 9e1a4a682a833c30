-- The borrower has a note whose number differs in one place, and for that time no
-- subsidy was paid on it.
WITH own AS (
    SELECT
        item.item_no,
        item.period_from,
        item.period_to,
        note.record_id,
        item.facts['note_key'] AS written,
        regexp_replace(upper(note.note_number), '[^0-9A-Z]', '', 'g') AS note_key
    FROM item
    INNER JOIN resolved.loan_contract AS contract
        ON item.subject_id = contract.person_id AND is_tied(contract.link_tier)
    INNER JOIN resolved.loan_note AS note
        ON contract.contract_number = note.contract_number
    WHERE item.variant = '无对应借据'
),

likely AS (
    SELECT *
    FROM own
    WHERE
        length(written) = length(note_key)
        AND len(list_filter(
            list_zip(string_split(written, ''), string_split(note_key, '')),
            LAMBDA pair: pair[1] != pair[2]
        )) = 1
)

SELECT
    likely.item_no,
    'cannot_decide' AS verdict,
    list(DISTINCT likely.record_id ORDER BY likely.record_id) AS evidence
FROM likely
WHERE
    NOT EXISTS (
        SELECT 1
        FROM resolved.interest_subsidy AS line
        WHERE
            regexp_replace(upper(line.note_number), '[^0-9A-Z]', '', 'g')
            = likely.note_key
            AND line.interest_from < likely.period_to
            AND line.interest_to > likely.period_from
    )
GROUP BY likely.item_no
