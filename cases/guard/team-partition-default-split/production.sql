INSERT INTO metrics.point VALUES (1, '2023-05-01 00:00+00', 1.25, 'a'), (1, '2024-05-01 00:00+00', 2.5, NULL), (2, '2024-06-01 00:00+00', -1, 'b'), (3, '2022-01-01 00:00+00', 0, 'old');
INSERT INTO public.device VALUES (1, 'A-1', 1.125, 'x', 'acme'), (2, 'a-1', NULL, NULL, NULL), (3, 'B-2', 10.5, 'y', 'bolt');
SELECT nextval('metrics.batch_seq'), nextval('metrics.batch_seq'), nextval('metrics.batch_seq');
INSERT INTO metrics.archive VALUES (9, '2020-01-01 00:00+00', 4, NULL);
