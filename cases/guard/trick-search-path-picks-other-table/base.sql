CREATE SCHEMA vault;
CREATE TABLE vault.entry (id int PRIMARY KEY, secret text);
CREATE TABLE public.entry (id int PRIMARY KEY, title text);
