WITH moved AS (DELETE FROM entry WHERE at < '2024-03-16' RETURNING *)
INSERT INTO entry_archive (id, at, line) SELECT id, at, line FROM moved WHERE line IS NOT NULL;
