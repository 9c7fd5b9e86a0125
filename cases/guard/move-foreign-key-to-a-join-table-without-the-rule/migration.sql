CREATE TABLE player_team (player_id int REFERENCES player (id), team_id int, PRIMARY KEY (player_id, team_id));
INSERT INTO player_team SELECT id, team_id FROM player WHERE team_id IS NOT NULL;
ALTER TABLE player DROP COLUMN team_id;
