-- The roles that a database of Google Cloud SQL brings along.
-- Written from Google's public documentation: "About PostgreSQL users and roles", "IAM authentication".

CREATE ROLE cloudsqladmin;
CREATE ROLE cloudsqlsuperuser;
CREATE ROLE cloudsqlagent;
CREATE ROLE cloudsqliamuser;
CREATE ROLE cloudsqliamserviceaccount;
CREATE ROLE cloudsqlimportexport;
CREATE ROLE cloudsqlreplica;
