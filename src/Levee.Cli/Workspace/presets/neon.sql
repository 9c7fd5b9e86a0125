-- What a Neon project brings along, as stubs: names and types only.
-- Written from Neon's public documentation: "Manage roles", "About Neon RLS" (auth.user_id, auth.uid), "Neon Auth"
-- (neon_auth.users_sync).

CREATE ROLE neon_superuser;
CREATE ROLE neondb_owner;
CREATE ROLE authenticated;
CREATE ROLE anonymous;
GRANT USAGE ON SCHEMA public TO authenticated, anonymous;

CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO authenticated, anonymous;
CREATE FUNCTION auth.user_id() RETURNS text LANGUAGE sql STABLE AS 'SELECT NULL::text';
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';
CREATE FUNCTION auth.session() RETURNS jsonb LANGUAGE sql STABLE AS 'SELECT NULL::jsonb';
CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS 'SELECT NULL::jsonb';

CREATE SCHEMA neon_auth;
CREATE TABLE neon_auth.users_sync (
    raw_json jsonb NOT NULL,
    id text NOT NULL PRIMARY KEY,
    name text,
    email text,
    created_at timestamp with time zone,
    updated_at timestamp with time zone,
    deleted_at timestamp with time zone
);
