CREATE TABLE account (id int PRIMARY KEY, login text NOT NULL);
CREATE UNIQUE INDEX account_login_key ON account (login);
