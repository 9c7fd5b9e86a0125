CREATE TABLE "T" (id integer PRIMARY KEY, a char, b bit, c char[], d char(2));
