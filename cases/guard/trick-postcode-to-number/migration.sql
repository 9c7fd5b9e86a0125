ALTER TABLE address ALTER COLUMN postcode TYPE integer USING postcode::integer;
