ALTER TABLE rate DROP CONSTRAINT rate_key;
ALTER TABLE rate ADD CONSTRAINT rate_key UNIQUE (room, during);
