-- The roles that a flexible server of Azure Database for PostgreSQL brings along.
-- Written from Microsoft's public documentation: "Create users in Azure Database for PostgreSQL".

CREATE ROLE azuresu;
CREATE ROLE azure_pg_admin;
CREATE ROLE azure_ad_user;
