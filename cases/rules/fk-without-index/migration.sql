ALTER TABLE audit ADD COLUMN user_id int REFERENCES users (id);
