INSERT INTO doc VALUES (1, '{old,new}'), (2, '{}'), (3, '{x}');
