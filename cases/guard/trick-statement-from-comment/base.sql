CREATE TABLE profile (id int PRIMARY KEY, birthday date, bio text);
COMMENT ON TABLE profile IS 'alter table profile drop column birthday';
