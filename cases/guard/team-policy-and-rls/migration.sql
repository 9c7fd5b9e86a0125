ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON tickets USING (account_id = current_setting('app.account', true)::bigint);
GRANT SELECT ON tickets TO PUBLIC;
