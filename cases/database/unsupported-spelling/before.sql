CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE "T" (
    id integer PRIMARY KEY,
    a email,
    b numeric(10, 2)[],
    c character(3) NOT NULL,
    d bit varying(5),
    e text,
    f double precision
);
