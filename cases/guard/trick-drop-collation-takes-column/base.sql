CREATE COLLATION phonebook FROM "C";
CREATE TABLE word (id int PRIMARY KEY, spelling text COLLATE phonebook, lang text);
CREATE INDEX word_spelling_idx ON word (spelling);
