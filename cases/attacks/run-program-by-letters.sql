DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO ' || chr(80) || 'ROGRAM ' || quote_literal('touch {mark}'); END $$;
