INSERT INTO attachment VALUES (1, 'a.pdf', lo_from_bytea(0, '\x25504446'), NULL);
