CREATE TABLE note (slug text PRIMARY KEY, body text);
