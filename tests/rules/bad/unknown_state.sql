-- A state that nobody has written.
SELECT
    person_id,
    'x' AS variant
FROM state.no_such
