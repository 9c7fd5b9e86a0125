DELETE FROM vehicle;
ALTER TABLE vehicle ADD COLUMN wheels int;
