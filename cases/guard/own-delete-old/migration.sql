DELETE FROM log WHERE at < now() - interval '90 days';
