INSERT INTO cache_pages VALUES ('/', 'html');
INSERT INTO cache_users VALUES ('1', 'json');
INSERT INTO pages VALUES (1);
