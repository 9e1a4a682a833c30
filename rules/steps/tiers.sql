-- Which identity tiers count, in one place for rules, explanations and steps. A
-- firm tie makes a personal candidate; a weak one asks first who the record is of
-- (待核身份); any other tier, or none, never counts. Two weak ties, one upon the
-- other, are no ground to stand on.
CREATE MACRO is_firm(tier) AS coalesce(tier IN ('T1', 'T2', 'T3'), FALSE);

CREATE MACRO is_weak(tier) AS coalesce(tier IN ('T4', 'T5'), FALSE);

CREATE MACRO is_tied(tier) AS is_firm(tier) OR is_weak(tier);

CREATE MACRO is_chained(tier, other) AS is_weak(tier) AND is_weak(other);
