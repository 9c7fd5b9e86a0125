CREATE TABLE sample (id smallint PRIMARY KEY, v real, code char(6), flags bit(4), note varchar);
