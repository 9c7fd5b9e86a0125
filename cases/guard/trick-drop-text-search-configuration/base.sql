CREATE TEXT SEARCH CONFIGURATION site (COPY = simple);
CREATE TABLE article (id int PRIMARY KEY, body text);
CREATE INDEX article_fts ON article USING gin (to_tsvector('site', coalesce(body, '')));
