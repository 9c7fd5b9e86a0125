INSERT INTO counter VALUES ('/', 5000000123), ('/about', 12);
