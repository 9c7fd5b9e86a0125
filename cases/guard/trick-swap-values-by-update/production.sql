INSERT INTO span VALUES (1, 9, 3), (2, 1, 5);
