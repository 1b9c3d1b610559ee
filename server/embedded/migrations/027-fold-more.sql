-- Texts are folded otherwise (contract/find/fold.ts): they are written anew after the start, as in 024, but for those of ASCII alone, which
-- stay as they are.
INSERT OR IGNORE INTO models_without_texts
SELECT DISTINCT name FROM model_texts WHERE text GLOB '*[^' || char(1) || '-~]*';
