DROP VIEW line_titles;
DROP INDEX order_lines_product_id_idx;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_product_id_fkey;
ALTER TABLE products ALTER COLUMN id TYPE bigint;
ALTER TABLE order_lines ALTER COLUMN product_id TYPE bigint;
ALTER TABLE order_lines ADD CONSTRAINT order_lines_product_fkey FOREIGN KEY (product_id) REFERENCES products (id) ON UPDATE CASCADE;
CREATE INDEX order_lines_by_product ON order_lines (product_id);
CREATE VIEW line_titles AS SELECT l.order_id, p.title FROM order_lines l JOIN products p ON p.id = l.product_id;
