CREATE TABLE "Zebra" (id integer CONSTRAINT "Zebra_pkey" PRIMARY KEY, b integer, a integer, gone integer);
CREATE INDEX z2 ON "Zebra" (a);
CREATE INDEX z1 ON "Zebra" (b);
CREATE TABLE "Ant" (id integer CONSTRAINT "Ant_pkey" PRIMARY KEY, z integer REFERENCES "Zebra" (id));
CREATE TYPE "E" AS ENUM ('A', 'B');
ALTER TABLE "Ant" ADD e "E" DEFAULT 'A';
