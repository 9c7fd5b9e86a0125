SET constraint_exclusion = on;
DELETE FROM "Order" WHERE "total" < 0;
RESET constraint_exclusion;
