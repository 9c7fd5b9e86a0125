ALTER TABLE customer ALTER COLUMN score TYPE int USING round(score);
