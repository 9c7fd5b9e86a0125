ALTER TABLE item ALTER COLUMN v TYPE real;
CREATE UNIQUE INDEX grp_kind_key ON grp (kind);
