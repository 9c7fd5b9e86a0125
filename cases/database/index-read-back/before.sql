CREATE TABLE "T" (id integer PRIMARY KEY, a text, b text, j jsonb);
CREATE INDEX "T_a_idx" ON "T" (a text_pattern_ops);
CREATE INDEX "T_b_idx" ON "T" (b) INCLUDE (a);
CREATE INDEX "T_j_idx" ON "T" USING gin (j jsonb_path_ops);
