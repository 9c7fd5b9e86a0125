SELECT pg_catalog.set_config('search_path', 'old', true);
TRUNCATE "Setting";
