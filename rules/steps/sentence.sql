-- One neutral sentence for each kind of act, over the acts that count.
WITH counted AS (
    SELECT
        hit_id,
        variant,
        split_part(min(matter), '/', 2) AS matter,
        count(*) AS acts,
        count(DISTINCT date_trunc('month', period_from)) AS months,
        sum(amount_fen) AS fen,
        strftime(min(period_from), '%Y年%-m月') AS first_month,
        strftime(max(coalesce(period_to, period_from)), '%Y年%-m月') AS last_month
    FROM settled
    WHERE counts
    GROUP BY hit_id, variant
),

numbered AS (
    SELECT
        counted.*,
        replace(template.text, '{months}', cast(counted.months AS VARCHAR)) AS words,
        cast(counted.acts AS VARCHAR) AS acts_text,
        coalesce(
            format('{:,}', counted.fen // 100)
            || '.' || lpad(cast(counted.fen % 100 AS VARCHAR), 2, '0') || '元',
            '不详'
        ) AS amount_text
    FROM counted
    INNER JOIN template ON counted.variant = template.variant
),

measured AS (
    SELECT
        *,
        replace(replace(words, '{count}', acts_text), '{amount}', amount_text) AS sums
    FROM numbered
),

-- A single month is said once, unless the sentence needs two ends.
spanned AS (
    SELECT
        *,
        CASE
            WHEN coalesce(first_month, '') = coalesce(last_month, '')
                THEN
                    regexp_replace(
                        sums, '(^|[^自]){from}至{to}($|[^之])', '\1{from}\2', 'g'
                    )
            ELSE sums
        END AS spans
    FROM measured
),

dated AS (
    SELECT
        *,
        replace(
            replace(spans, '{from}', coalesce(first_month, '日期不详')),
            '{to}', coalesce(last_month, '日期不详')
        ) AS dates
    FROM spanned
)

SELECT
    hit_id,
    string_agg(replace(dates, '{matter}', matter), '' ORDER BY variant) AS sentence,
    string_agg(variant, ',' ORDER BY variant) AS variants
FROM dated
GROUP BY hit_id
