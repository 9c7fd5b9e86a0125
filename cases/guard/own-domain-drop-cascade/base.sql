CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE p (id int PRIMARY KEY, m mail);
