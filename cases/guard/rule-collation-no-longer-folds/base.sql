CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE account (id int PRIMARY KEY, login text NOT NULL);
CREATE UNIQUE INDEX account_login_key ON account (login COLLATE folding);
