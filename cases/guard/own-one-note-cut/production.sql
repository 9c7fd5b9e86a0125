INSERT INTO ticket VALUES (7, 'a note that is longer than all the forty letters it is cut to'), (8, 'short');
