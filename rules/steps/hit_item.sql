-- The acts behind the hits (`store.tables.HIT_ITEM`).
SELECT
    settled.hit_id,
    settled.rule,
    settled.subject_kind,
    settled.subject_id,
    settled.matter,
    settled.act,
    settled.period_from,
    settled.period_to,
    settled.amount_fen,
    settled.outcome,
    tested.name AS explanation
FROM settled
LEFT JOIN tested
    ON coalesce(settled.explained_by, settled.undecided_by) = tested.ordinal
