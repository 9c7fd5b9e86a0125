CREATE TYPE state AS ENUM ('draft', 'open', 'closed');
CREATE TABLE customer (
  id serial PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name varchar(60),
  phone text,
  score numeric(10,3),
  joined timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE invoice (
  id bigserial PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  state state NOT NULL DEFAULT 'draft',
  amount numeric(12,2) NOT NULL CHECK (amount >= 0),
  memo text,
  paid boolean NOT NULL DEFAULT false
);
CREATE INDEX invoice_state_idx ON invoice (state);
CREATE INDEX invoice_open_idx ON invoice (customer_id) WHERE state = 'open';
CREATE TABLE log (id int PRIMARY KEY, at timestamp NOT NULL, line text);
