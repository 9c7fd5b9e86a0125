CREATE EXTENSION dblink;
SELECT dblink_connect('hostaddr=127.0.0.1 port={port} connect_timeout=2');
