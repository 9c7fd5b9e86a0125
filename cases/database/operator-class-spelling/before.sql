CREATE TABLE "T" (id integer PRIMARY KEY, a text, b inet, c text);
CREATE INDEX "T_b_idx" ON "T" USING gist (b inet_ops);
CREATE INDEX "T_a_idx" ON "T" (a text_pattern_ops DESC);
CREATE INDEX "T_c_idx" ON "T" USING brin (c text_bloom_ops (false_positive_rate = 0.02));
