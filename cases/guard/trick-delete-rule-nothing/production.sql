INSERT INTO ledger VALUES (1, 10.5), (2, -3);
