INSERT INTO dog (name, born) VALUES ('Rex', '2019-01-02'), ('Bo', NULL);
INSERT INTO cat (name, born) VALUES ('Tom', '2020-03-04');
