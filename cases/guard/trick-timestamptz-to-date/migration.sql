ALTER TABLE orders ALTER placed_at TYPE date;
