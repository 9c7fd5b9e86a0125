SET LOCAL timezone TO 'Europe/Berlin';
ALTER TABLE appointment ALTER COLUMN at TYPE timestamptz;
