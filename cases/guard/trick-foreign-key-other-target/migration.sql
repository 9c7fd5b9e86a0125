CREATE TABLE catalog_item (id int PRIMARY KEY, title text);
INSERT INTO catalog_item SELECT id, title FROM products;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_product_id_fkey;
ALTER TABLE order_lines ADD CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES catalog_item (id);
