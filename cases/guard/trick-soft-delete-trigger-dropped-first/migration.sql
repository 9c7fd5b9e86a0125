ALTER TABLE person DISABLE TRIGGER soft_delete;
DELETE FROM person WHERE deleted_at IS NOT NULL;
ALTER TABLE person ENABLE TRIGGER soft_delete;
