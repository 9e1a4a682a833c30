-- All acts of the subjects of whom an act could not be decided.
SELECT act.record_id
FROM act
WHERE act.subject IN (
    SELECT doubted.subject
    FROM act AS doubted
    SEMI JOIN undecided ON doubted.record_id = undecided.record_id
)
