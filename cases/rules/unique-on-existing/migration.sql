CREATE UNIQUE INDEX audit_what_key ON audit (what);
