CREATE DOMAIN phone_no AS text CHECK (VALUE ~ '[0-9]');
ALTER TABLE customers ALTER COLUMN phone TYPE phone_no;
ALTER DOMAIN phone_no ADD CONSTRAINT phone_len CHECK (length(VALUE) < 40) NOT VALID;
ALTER DOMAIN phone_no VALIDATE CONSTRAINT phone_len;
ALTER TABLE order_lines ADD CONSTRAINT qty_known CHECK (qty IS NOT NULL) NOT VALID;
ALTER TABLE order_lines VALIDATE CONSTRAINT qty_known;
ALTER TABLE order_lines DROP CONSTRAINT qty_known;
ALTER TABLE orders ADD CONSTRAINT placed_when_paid CHECK (state <> 'paid' OR placed_at IS NOT NULL);
