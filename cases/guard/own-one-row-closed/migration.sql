UPDATE flag SET state = 'closed' WHERE id = 7;
