INSERT INTO token VALUES (1, 'v1.abc'), (2, 'v2.def');
