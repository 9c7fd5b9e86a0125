CREATE TABLE visit (id bigserial PRIMARY KEY, at bigint NOT NULL, path text);
