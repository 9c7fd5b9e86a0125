INSERT INTO access VALUES (1, '203.0.113.77/32', '/'), (2, '2001:db8::7', '/x');
