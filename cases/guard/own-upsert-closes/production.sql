INSERT INTO flag VALUES (1, 'a', true, 'open'), (7, 'b', true, 'draft'), (8, 'c', false, 'draft');
