CREATE TABLE "T" (id integer PRIMARY KEY, a text);
CREATE INDEX "T_a_idx" ON "T" (a) WHERE a IS NOT NULL;
CREATE INDEX other ON "T" (a) WHERE id > 5;
