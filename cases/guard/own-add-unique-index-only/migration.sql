CREATE UNIQUE INDEX log_line_key ON log (line);
