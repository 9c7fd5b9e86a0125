CREATE TABLE "T" (
    id integer PRIMARY KEY,
    u uuid DEFAULT '0D9F1C1E-6f2f-4f3b-8a39-2c3a9d0c7a11',
    b bigint[] DEFAULT ARRAY[1, -3, 9999999999],
    f double precision[] DEFAULT ARRAY[1.5, -2.0],
    t timestamp(3) DEFAULT now() + interval '1 day',
    z timestamp(3) DEFAULT (now() AT TIME ZONE 'utc'),
    i integer DEFAULT 5,
    e text DEFAULT 'x'::varchar,
    s text DEFAULT 'changed',
    n text DEFAULT NULL
);
