CREATE TABLE entry (id bigserial PRIMARY KEY, at timestamp NOT NULL, line text);
CREATE TABLE entry_archive (id bigint PRIMARY KEY, at timestamp NOT NULL, line text);
