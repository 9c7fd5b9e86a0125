-- The roles that a database of Amazon RDS or Aurora brings along.
-- Written from Amazon's public documentation: "Understanding PostgreSQL roles and permissions", "IAM database authentication".

CREATE ROLE rdsadmin;
CREATE ROLE rds_superuser;
CREATE ROLE rds_replication;
CREATE ROLE rds_iam;
CREATE ROLE rds_password;
CREATE ROLE rds_ad;
CREATE ROLE rdsrepladmin;
CREATE ROLE rdstopmgr;
