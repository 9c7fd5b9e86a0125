INSERT INTO order_archive VALUES (1, 12.5);
