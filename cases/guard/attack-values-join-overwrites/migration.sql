UPDATE "Customer" AS c SET "plan" = v."plan" FROM (VALUES (3, 'legacy'), (777, 'legacy')) AS v("id", "plan") WHERE v."id" = c."id";
