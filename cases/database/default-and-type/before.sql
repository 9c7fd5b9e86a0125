CREATE TABLE "T" (
    id integer PRIMARY KEY,
    a integer NOT NULL DEFAULT 0,
    b jsonb NOT NULL DEFAULT '{}',
    c jsonb NOT NULL DEFAULT '{"a": 1}',
    d text NOT NULL DEFAULT 'x',
    e numeric(10, 2) NOT NULL DEFAULT 5
);
