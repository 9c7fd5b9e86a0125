CREATE SCHEMA crm;
ALTER TABLE people SET SCHEMA crm;
ALTER TABLE accounts SET SCHEMA crm;
CREATE VIEW public.people AS SELECT * FROM crm.people;
