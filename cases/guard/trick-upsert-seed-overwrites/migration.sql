INSERT INTO flag (name, on_for, note) VALUES ('beta', 0, 'seed'), ('dark', 0, 'seed'), ('chat', 0, 'seed')
ON CONFLICT (name) DO UPDATE SET on_for = EXCLUDED.on_for, note = EXCLUDED.note;
