-- Every act, with the verdict of an explanation that could not be tested.
SELECT
    item_no,
    cast($without AS VARCHAR) AS verdict
FROM item
