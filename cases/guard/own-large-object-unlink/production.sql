INSERT INTO member VALUES (1, lo_from_bytea(0, '\x0102')), (2, lo_from_bytea(0, '\x03'));
