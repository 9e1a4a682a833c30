-- What the undecided acts take out of each cell: they themselves, and the subjects of
-- whom no other act in that cell was decided.
SELECT
    touched_cell.breakdown,
    touched_cell.name,
    touched_cell.unit,
    touched_cell.counted,
    touched_cell.acts - coalesce(decided_cell.acts, 0) AS acts,
    touched_cell.subjects - coalesce(decided_cell.subjects, 0) AS subjects
FROM touched_cell
LEFT JOIN decided_cell
    ON
        touched_cell.breakdown = decided_cell.breakdown
        AND touched_cell.name = decided_cell.name
        AND touched_cell.unit = decided_cell.unit
WHERE touched_cell.acts > coalesce(decided_cell.acts, 0)
