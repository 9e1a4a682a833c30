-- Pairs of start-up loans that one desk accepted within a year and that share a
-- telephone, a guarantor or a place of business, though the borrowers are no relatives.
-- Where they live is not asked. A value that very many use (a village office's
-- telephone, a market hall's address) ties nobody to anybody.
WITH loan AS (
    SELECT
        loan.record_id,
        loan.person_id,
        loan.signed_on,
        loan.firm_id,
        plain_name(coalesce(loan.accepted_by, loan.accepting_unit)) AS desk,
        told.phone,
        enough.shared_people,
        enough.place_firms,
        enough.within_days,
        enough.least_loans
    FROM state.loan AS loan
    INNER JOIN resolved.loan_contract AS told ON loan.record_id = told.record_id
    INNER JOIN policy.loan_cluster AS enough
        ON holds(enough.valid_from, enough.valid_to, loan.signed_on)
    WHERE loan.loan_kind = '创业担保贷款' AND is_firm(loan.tier)
),

firm AS (
    SELECT
        organisation_id AS firm_id,
        min(regexp_replace(address, '\s', '', 'g')) AS place,
        min(phone) AS phone,
        min(record_id) AS record_id
    FROM
        spell(
            'resolved.company',
            organisation_id,
            founded_on,
            cancelled_on
        )
    GROUP BY organisation_id
),

crowd AS (
    SELECT
        place,
        count(*) AS firms
    FROM firm
    GROUP BY place
),

mark AS (
    SELECT
        record_id,
        '电话' AS link,
        phone AS written,
        [] AS proof
    FROM loan
    UNION ALL BY NAME
    SELECT
        loan.record_id,
        '电话' AS link,
        firm.phone AS written,
        [firm.record_id] AS proof
    FROM loan
    INNER JOIN firm ON loan.firm_id = firm.firm_id
    UNION ALL BY NAME
    SELECT
        loan.record_id,
        '电话' AS link,
        told.phone AS written,
        told.versions AS proof
    FROM loan
    INNER JOIN
        spell(
            'resolved.company_member',
            row(organisation_id, coalesce(person_id, name_key, record_id)),
            joined_on,
            left_on
        ) AS told
        ON
            loan.firm_id = told.organisation_id
            AND holds(told.held_from, told.held_to, loan.signed_on)
    UNION ALL BY NAME
    SELECT
        loan.record_id,
        '经营场所' AS link,
        firm.place AS written,
        [firm.record_id] AS proof
    FROM loan
    INNER JOIN firm ON loan.firm_id = firm.firm_id
    INNER JOIN crowd
        ON firm.place = crowd.place AND loan.place_firms >= crowd.firms
    UNION ALL BY NAME
    SELECT
        loan_record AS record_id,
        '担保人' AS link,
        guarantor_id AS written,
        [record_id] AS proof
    FROM state.loan_guarantee
    WHERE coalesce(guarantee_kind, '自然人保证') != '联保' AND is_firm(tier)
),

used AS (
    SELECT
        loan.record_id,
        loan.person_id,
        loan.signed_on,
        loan.desk,
        loan.shared_people,
        loan.within_days,
        loan.least_loans,
        mark.link,
        mark.written,
        list_sort(list_distinct(flatten(list(mark.proof)))) AS proof
    FROM loan
    INNER JOIN mark ON loan.record_id = mark.record_id
    WHERE mark.written != ''
    GROUP BY
        loan.record_id, loan.person_id, loan.signed_on, loan.desk,
        loan.shared_people, loan.within_days, loan.least_loans, mark.link,
        mark.written
),

rare AS (
    SELECT
        link,
        written
    FROM used
    GROUP BY link, written
    HAVING count(DISTINCT person_id) BETWEEN 2 AND max(shared_people)
),

pair AS (
    SELECT
        one.record_id AS one_record,
        other.record_id AS other_record,
        one.person_id AS one_person,
        other.person_id AS other_person,
        one.signed_on AS one_on,
        other.signed_on AS other_on,
        greatest(one.within_days, other.within_days) AS within_days,
        greatest(one.least_loans, other.least_loans) AS least_loans,
        one.link,
        one.proof || other.proof AS proof
    FROM used AS one
    INNER JOIN rare ON one.link = rare.link AND one.written = rare.written
    INNER JOIN used AS other
        ON
            one.link = other.link
            AND one.written = other.written
            AND one.desk = other.desk
            AND one.record_id < other.record_id
    WHERE
        one.person_id != other.person_id
        AND abs(date_diff('day', one.signed_on, other.signed_on))
        <= greatest(one.within_days, other.within_days)
)

SELECT
    pair.one_record,
    pair.other_record,
    pair.one_on,
    pair.other_on,
    pair.within_days,
    pair.least_loans,
    list_sort(list(DISTINCT pair.link)) AS links,
    list_sort(list_distinct(flatten(list(pair.proof)))) AS proof
FROM pair
LEFT JOIN state.kin AS kin
    ON pair.one_person = kin.person_id AND pair.other_person = kin.other_id
WHERE kin.person_id IS NULL
GROUP BY
    pair.one_record, pair.other_record, pair.one_on, pair.other_on,
    pair.within_days, pair.least_loans
ORDER BY pair.one_record, pair.other_record
