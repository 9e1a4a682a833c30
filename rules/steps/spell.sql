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

    follows AS (
        -- A row whose own start was corrected is spoken for by its successor.
        SELECT
            *,
            coalesce(lag(valid_to) OVER same + 1 < valid_from, FALSE) AS is_anew
        FROM said
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

    delivery AS (
        SELECT DISTINCT
            supplier,
            delivered_on
        FROM query_table(register)
        WHERE delivered_on IS NOT NULL
    )

    SELECT
        spelt.* EXCLUDE (is_anew, island_no, first_on, first_record),
        spelt.first_on AS held_from,
        CASE WHEN spelt.own_from IS NULL THEN before.delivered_on END AS maybe_from,
        CASE
            WHEN spelt.is_gone THEN coalesce(last.delivered_on, spelt.valid_to)
            ELSE spelt.own_to
        END AS held_to,
        CASE WHEN spelt.is_gone THEN spelt.valid_to ELSE spelt.own_to END AS maybe_to,
        list_sort(list_distinct([spelt.record_id, coalesce(
            spelt.first_record, spelt.record_id
        )])) AS versions
    FROM spelt
    ASOF LEFT JOIN delivery AS before
        ON
            spelt.supplier = before.supplier
            AND spelt.first_on > before.delivered_on
    ASOF LEFT JOIN delivery AS last
        ON
            spelt.supplier = last.supplier
            AND spelt.valid_to >= last.delivered_on;
