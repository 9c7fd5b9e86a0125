CREATE TABLE "T" (id integer PRIMARY KEY, a text, b integer);
CREATE INDEX "T_a_idx" ON "T" (a) WHERE b BETWEEN 1 AND 9;
CREATE INDEX "T_b_idx" ON "T" (b) WHERE b NOT IN (1, 2);
CREATE INDEX "T_a_b_idx" ON "T" (a, b) WHERE a IS NOT NULL;
