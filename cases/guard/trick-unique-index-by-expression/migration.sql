ALTER INDEX products_sku_key RENAME TO products_sku_old;
CREATE UNIQUE INDEX products_sku_key ON products (lower(sku), id);
DROP INDEX products_sku_old;
