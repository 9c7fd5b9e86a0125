ALTER TABLE accounts ADD COLUMN ticket_count int NOT NULL DEFAULT 0;
UPDATE accounts a SET ticket_count = (SELECT count(*) FROM tickets t WHERE t.account_id = a.id);
CREATE FUNCTION count_ticket() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  UPDATE accounts SET ticket_count = ticket_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END WHERE id = coalesce(NEW.account_id, OLD.account_id);
  RETURN NULL;
END $f$;
CREATE TRIGGER tickets_count AFTER INSERT OR DELETE ON tickets FOR EACH ROW EXECUTE FUNCTION count_ticket();
