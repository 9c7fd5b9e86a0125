CREATE TABLE ticket_labels (ticket_id bigint REFERENCES tickets (id) ON DELETE CASCADE, label text, PRIMARY KEY (ticket_id, label));
INSERT INTO ticket_labels SELECT t.id, l FROM tickets t CROSS JOIN LATERAL unnest(t.labels) l ON CONFLICT DO NOTHING;
ALTER TABLE tickets DROP COLUMN labels;
