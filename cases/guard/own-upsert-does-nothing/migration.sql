INSERT INTO flag VALUES (1, 'a', false), (2, 'z', true) ON CONFLICT (id) DO NOTHING;
UPDATE flag SET is_on = is_on WHERE id = 2;
