ALTER TABLE outbox ADD COLUMN attempts int NOT NULL DEFAULT 0;
INSERT INTO outbox_ack (id) VALUES (0);
