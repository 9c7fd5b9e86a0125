CREATE TABLE hook (id int PRIMARY KEY, raw text NOT NULL, sent_at timestamptz);
