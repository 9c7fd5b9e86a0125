INSERT INTO flag VALUES (7, 'b', true, 'closed') ON CONFLICT (id) DO UPDATE SET state = excluded.state;
