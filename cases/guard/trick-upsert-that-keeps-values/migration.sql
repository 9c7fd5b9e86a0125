INSERT INTO flag VALUES ('beta', 0, 'off'), ('chat', 10, NULL) ON CONFLICT DO NOTHING;
INSERT INTO flag (name, on_for, note) VALUES ('beta', 5, 'from migration'), ('dark', 0, 'off')
ON CONFLICT (name) DO UPDATE SET note = COALESCE(flag.note, EXCLUDED.note), on_for = flag.on_for;
