CREATE TYPE state AS ENUM ('draft', 'open', 'closed');
CREATE TABLE flag (id int PRIMARY KEY, name text NOT NULL, is_on boolean NOT NULL, state state NOT NULL DEFAULT 'draft');
