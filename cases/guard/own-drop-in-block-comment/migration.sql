/* DROP TABLE log; /* nested */ DELETE FROM log; */
ALTER TABLE log ADD COLUMN n int;
