CREATE TYPE alarm_level AS ENUM ('critical', 'other');
CREATE FUNCTION to_alarm_level(text) RETURNS alarm_level LANGUAGE sql IMMUTABLE AS $$ SELECT CASE $1 WHEN 'critical' THEN alarm_level 'critical' ELSE alarm_level 'other' END $$;
CREATE CAST (text AS alarm_level) WITH FUNCTION to_alarm_level(text) AS ASSIGNMENT;
ALTER TABLE alarm ALTER COLUMN level TYPE alarm_level;
