CREATE TABLE base_doc (id int, title text);
CREATE TABLE scan_doc (pages int, PRIMARY KEY (id)) INHERITS (base_doc);
