CREATE ROLE exporter_old;
CREATE TABLE export_queue (id int PRIMARY KEY, body text);
CREATE SEQUENCE export_no;
ALTER TABLE export_queue OWNER TO exporter_old;
ALTER SEQUENCE export_no OWNER TO exporter_old;
CREATE TABLE export_done (id int PRIMARY KEY);
