ALTER TABLE people ALTER COLUMN last_seen TYPE date USING last_seen::date;
