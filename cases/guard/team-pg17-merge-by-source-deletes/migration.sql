CREATE TABLE plan_import (slug text PRIMARY KEY, plan text NOT NULL);
INSERT INTO plan_import VALUES ('acme', 'team');
MERGE INTO accounts a USING plan_import i ON i.slug = a.slug
WHEN MATCHED AND a.plan IS DISTINCT FROM i.plan THEN DO NOTHING
WHEN NOT MATCHED BY SOURCE THEN DELETE;
