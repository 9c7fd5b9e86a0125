DROP INDEX account_login_key;
CREATE UNIQUE INDEX account_login_key ON account (login);
