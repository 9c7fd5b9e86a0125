INSERT INTO vault.entry VALUES (1, 's3');
INSERT INTO public.entry VALUES (1, 't');
