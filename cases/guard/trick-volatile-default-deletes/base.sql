CREATE TABLE lease (id int PRIMARY KEY, until timestamptz NOT NULL);
CREATE TABLE worker (id int PRIMARY KEY, host text);
CREATE FUNCTION next_slot() RETURNS int LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  DELETE FROM lease WHERE until < now();
  RETURN (SELECT count(*) FROM lease);
END $$;
