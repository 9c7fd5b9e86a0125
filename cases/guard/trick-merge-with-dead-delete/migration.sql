MERGE INTO products p USING (VALUES ('C-1', 'Cup', 3.5), ('A-1', 'Kettle', 1)) v(sku, title, price) ON p.sku = v.sku
WHEN MATCHED AND p.price IS NULL THEN DELETE
WHEN MATCHED AND false THEN UPDATE SET price = v.price
WHEN NOT MATCHED THEN INSERT (sku, title, price) VALUES (v.sku, v.title, v.price);
