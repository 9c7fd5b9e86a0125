INSERT INTO scan VALUES (1, lo_from_bytea(0, '\x89504e470d0a'));
