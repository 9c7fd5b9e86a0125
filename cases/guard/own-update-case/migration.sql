UPDATE invoice SET state = CASE state WHEN 'draft' THEN 'open'::state ELSE state END;
