CREATE TEMP TABLE log (id int);
DROP TABLE public.log;
