-- Every file that was taken: its own name, its digest's head, its delivery's name.
SELECT DISTINCT
    file,
    left(sha256, $digits) AS digest,
    delivery
FROM meta.part
ORDER BY ALL
