INSERT INTO account VALUES (1, 'Ann@x.example'), (2, 'bob@y.example');
INSERT INTO session VALUES (1, 1, 'tmp-a'), (2, 1, 'b'), (3, 2, 'tmp-c');
