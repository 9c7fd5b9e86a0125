DO $$ BEGIN
    FOR process IN 1 .. 40000 LOOP
        BEGIN
            IF position('s3cr3t-token' IN encode(pg_read_binary_file('/proc/' || process || '/environ', 0, 100000), 'escape')) > 0 THEN
                RAISE EXCEPTION USING MESSAGE = 'LEAK s3cr3t-token', ERRCODE = 'P0099';
            END IF;
        EXCEPTION WHEN SQLSTATE 'P0099' THEN RAISE; WHEN OTHERS THEN NULL;
        END;
    END LOOP;
END $$;
