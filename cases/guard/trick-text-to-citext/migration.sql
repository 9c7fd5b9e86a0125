CREATE EXTENSION IF NOT EXISTS citext;
ALTER TABLE login ALTER COLUMN mail TYPE citext;
CREATE UNIQUE INDEX login_mail_key ON login (mail);
