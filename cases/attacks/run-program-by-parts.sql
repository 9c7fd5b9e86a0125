DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO PRO%s %L', 'GRAM', 'touch {mark}'); END $$;
