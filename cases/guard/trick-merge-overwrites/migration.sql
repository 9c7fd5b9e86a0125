CREATE TABLE price_list (sku text PRIMARY KEY, price numeric(12,4) NOT NULL);
INSERT INTO price_list SELECT sku, trunc(price) FROM products WHERE title LIKE 'Kettle%';
MERGE INTO products p USING price_list l ON l.sku = p.sku
WHEN MATCHED AND p.price <> l.price THEN UPDATE SET price = l.price
WHEN NOT MATCHED THEN INSERT (sku, title, price) VALUES (l.sku, l.sku, l.price);
