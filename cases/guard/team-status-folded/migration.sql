UPDATE tickets SET status = 'closed' WHERE status = 'solved';
COMMENT ON COLUMN tickets.status IS 'solved is no longer used';
