INSERT INTO "Subscriber" ("mail", "list") VALUES ('a@example.com', 1), ('a@example.com', 1), ('b@example.com', 1);
