-- What a full register knew, and when: one row for each time that a fact held, out of
-- all versions of its rows. `register` is the table's name, `fact` what tells one fact
-- from another (the person and the plate), `starts` and `ends` are the register's own
-- dates of it, or NULL. The columns are those of the row last delivered, and
-- - `held_from`: the own start, else the day of the first of the versions that follow
--   each other without a gap (null: since before the first delivery);
-- - `maybe_from`: the delivery before that day, which did not have it yet;
-- - `held_to`: the own end, else the last delivery that had it (null: it stands);
-- - `maybe_to`: the same, but for a fact that went without a date the day before the
--   first delivery without it: in between nobody knows;
-- - `versions`: the records that show it.
-- A row that was merely corrected neither ends nor splits a time.
CREATE MACRO spell(register, fact, starts, ends) AS TABLE
    WITH said AS (
        SELECT
            *,
            fact AS spell_of,
            starts AS own_from,
            ends AS own_to,
            coalesce(valid_to < ends, valid_to IS NOT NULL) AS is_gone
        FROM query_table(register)
    ),

    -- Most facts have one version; only the others need to be put in order.
    often AS (
        SELECT fact AS spell_of
        FROM query_table(register)
        GROUP BY fact
        HAVING count(*) > 1
    ),

    several AS (
        SELECT said.*
        FROM said
        SEMI JOIN often ON said.spell_of = often.spell_of
    ),

    follows AS (
        -- A row whose own start was corrected is spoken for by its successor.
        SELECT
            *,
            coalesce(lag(valid_to) OVER same + 1 < valid_from, FALSE) AS is_anew
        FROM several
        WINDOW
            one AS (
                PARTITION BY spell_of
                ORDER BY
                    delivered_on ASC NULLS FIRST, valid_from ASC NULLS FIRST,
                    valid_to ASC NULLS LAST, record_id ASC
            ),
            same AS (
                PARTITION BY spell_of, own_from
                ORDER BY
                    delivered_on ASC NULLS FIRST, valid_from ASC NULLS FIRST,
                    valid_to ASC NULLS LAST, record_id ASC
            )
        QUALIFY
            NOT coalesce(
                is_gone
                AND lead(delivered_on) OVER one = valid_to + 1
                AND lead(own_from) OVER one IS NOT NULL
                AND lead(own_from) OVER one IS DISTINCT FROM own_from,
                FALSE
            )
    ),

    island AS (
        SELECT
            *,
            CASE
                WHEN own_from IS NULL
                    THEN count(*) FILTER (WHERE is_anew) OVER (
                        PARTITION BY spell_of, own_from
                        ORDER BY
                            delivered_on ASC NULLS FIRST, valid_from ASC NULLS FIRST,
                            valid_to ASC NULLS LAST, record_id ASC
                    )
                ELSE 0
            END AS island_no
        FROM follows
    ),

    spelt AS (
        SELECT
            *,
            coalesce(own_from, first_value(valid_from) OVER whole) AS first_on,
            CASE
                WHEN own_from IS NULL THEN first_value(record_id) OVER whole
            END AS first_record
        FROM island
        WINDOW
            whole AS (
                PARTITION BY spell_of, own_from, island_no
                ORDER BY
                    delivered_on ASC NULLS FIRST, valid_from ASC NULLS FIRST,
                    valid_to ASC NULLS LAST, record_id ASC
            )
        QUALIFY lead(record_id) OVER whole IS NULL
    ),

    told AS (
        SELECT
            * EXCLUDE (is_anew, island_no, first_record),
            CASE
                WHEN coalesce(first_record = record_id, TRUE) THEN [record_id]
                ELSE list_sort([record_id, first_record])
            END AS versions
        FROM spelt
        UNION ALL BY NAME
        SELECT
            said.*,
            coalesce(said.own_from, said.valid_from) AS first_on,
            [said.record_id] AS versions
        FROM said
        ANTI JOIN often ON said.spell_of = often.spell_of
    ),

    delivery AS (
        SELECT DISTINCT
            supplier,
            delivered_on
        FROM query_table(register)
        WHERE delivered_on IS NOT NULL
    ),

    -- Only what began later, or went, needs to look for the delivery before.
    moved AS (
        SELECT *
        FROM told
        WHERE is_gone OR (own_from IS NULL AND first_on IS NOT NULL)
    )

    SELECT
        * EXCLUDE (first_on),
        first_on AS held_from,
        own_to AS held_to,
        own_to AS maybe_to
    FROM told
    WHERE NOT is_gone AND (own_from IS NOT NULL OR first_on IS NULL)
    UNION ALL BY NAME
    SELECT
        moved.* EXCLUDE (first_on),
        moved.first_on AS held_from,
        CASE WHEN moved.own_from IS NULL THEN before.delivered_on END AS maybe_from,
        CASE
            WHEN moved.is_gone THEN coalesce(last.delivered_on, moved.valid_to)
            ELSE moved.own_to
        END AS held_to,
        CASE WHEN moved.is_gone THEN moved.valid_to ELSE moved.own_to END AS maybe_to
    FROM moved
    ASOF LEFT JOIN delivery AS before
        ON
            moved.supplier = before.supplier
            AND moved.first_on > before.delivered_on
    ASOF LEFT JOIN delivery AS last
        ON
            moved.supplier = last.supplier
            AND moved.valid_to >= last.delivered_on;
