CREATE TABLE entry (id bigserial PRIMARY KEY, at timestamp NOT NULL, line text);
