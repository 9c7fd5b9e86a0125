CREATE TABLE cache_pages (k text PRIMARY KEY, v text);
CREATE TABLE cache_users (k text PRIMARY KEY, v text);
CREATE TABLE pages (id int PRIMARY KEY);
