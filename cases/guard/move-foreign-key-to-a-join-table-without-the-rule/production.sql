INSERT INTO team (name) VALUES ('a'), ('b');
INSERT INTO player (name, team_id) VALUES ('x', 1), ('y', 2), ('z', NULL);
