INSERT INTO "Invoice" VALUES ('i1', 10, 'R-17');
INSERT INTO payer VALUES (1, 'old', 'P');
