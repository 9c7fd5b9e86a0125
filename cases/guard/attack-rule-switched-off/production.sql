INSERT INTO "Customer" ("id", "email", "nick", "country", "plan", "credit", "joined") VALUES
  (1, 'quincy@q.example', 'Quin', 'AQ', 'free', 10.25, '2023-10-26 10:11:12.345'),
  (2, 'rosa@shop.example', NULL, 'DE', 'pro', 0, '2024-01-15 00:00:00'),
  (3, 'sam@shop.example', 'sam', NULL, 'free', 99.99, '2024-02-29 23:59:59.999'),
  (4, 'tess@shop.example', '', 'AT', 'team', 5, '2024-03-01 12:00:00');
INSERT INTO "Order" ("id", "customerId", "state", "total", "note", "placed") VALUES
  (11, 1, 'new', 12.50, 'leave at the door of the neighbour, please', '2024-10-25 08:00:00.125'),
  (12, 2, 'paid', 0, NULL, '2024-11-01 09:30:00'),
  (13, 3, 'done', 1999.99, 'gift', '2025-01-02 10:00:00'),
  (14, 1, 'lost', 7, 'AB-12', '2025-01-03 11:00:00');
INSERT INTO "Item" ("orderId", "line", "sku", "qty") VALUES (11, 1, 'AB-12', 1), (11, 2, 'AB12', 2), (12, 1, 'ZZ-9', 300), (13, 1, 'q', 1);
INSERT INTO "Setting" ("key", "value") VALUES ('theme', 'dark'), ('quota', '500'), ('motd', NULL);
INSERT INTO "Folder" ("id", "parentId", "title") VALUES (1, NULL, 'root'), (2, 1, 'a'), (3, 2, 'b'), (4, 1, 'c');
SELECT setval('"Customer_id_seq"', 4), setval('"Order_id_seq"', 14);
