INSERT INTO flag VALUES (1, 'a', false) ON CONFLICT (id) DO UPDATE SET is_on = excluded.is_on;
