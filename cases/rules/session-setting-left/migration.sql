SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE public.users ADD COLUMN x int;
