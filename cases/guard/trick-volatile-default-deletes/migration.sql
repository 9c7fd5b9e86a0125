ALTER TABLE worker ADD COLUMN slot int NOT NULL DEFAULT next_slot();
