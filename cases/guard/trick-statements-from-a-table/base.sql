CREATE TABLE inbox (id int PRIMARY KEY, body text);
CREATE TABLE upkeep (step int PRIMARY KEY, sql text NOT NULL);
INSERT INTO upkeep VALUES (1, 'create index inbox_body_idx on inbox (body)'), (2, 'delete from inbox where id % 2 = 0');
