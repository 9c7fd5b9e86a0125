DELETE FROM log WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY line ORDER BY id) n FROM log) x WHERE n > 1);
