CREATE TYPE role_new AS ENUM ('user', 'admin');
ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
ALTER TABLE users ALTER COLUMN role TYPE role_new USING role::text::role_new;
DROP TYPE role;
ALTER TYPE role_new RENAME TO role;
