-- The numbers of a register that are told from another one by their hyphens alone, as
-- 2023-1-11 from 2023-11-1: one row for each `form`. In these the hyphens count; all
-- others are compared without, since banks and the fund write one and the same number
-- differently. `owner` is whose it is and of which day: what has one owner is one
-- thing, however it is written.
CREATE MACRO alike(register, number, owner) AS TABLE
    SELECT DISTINCT number_form(number) AS form
    FROM query_table(register)
    WHERE number IS NOT NULL
    WINDOW same AS (PARTITION BY number_bare(number))
    QUALIFY
        min(number_form(number)) OVER same != max(number_form(number)) OVER same
        AND min(owner) OVER same != max(owner) OVER same;
