CREATE SCHEMA billing;
CREATE TYPE billing.state AS ENUM ('open', 'closed');
CREATE SEQUENCE billing.number;
CREATE TABLE billing.invoice (id int PRIMARY KEY DEFAULT nextval('billing.number'), total numeric);
CREATE TABLE public.account (id int PRIMARY KEY, state billing.state NOT NULL DEFAULT 'open', name text);
