DELETE FROM log a USING log b WHERE a.line = b.line AND a.id > b.id;
CREATE UNIQUE INDEX log_line_key ON log (line);
