INSERT INTO u VALUES ('k1', 1), ('k2', 2);
