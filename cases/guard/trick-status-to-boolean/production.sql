INSERT INTO job (state, tries) VALUES ('queued', 0), ('running', 1), ('failed', 5), ('done', 1);
