INSERT INTO flag VALUES ('beta', 50, NULL), ('dark', 100, 'all users');
