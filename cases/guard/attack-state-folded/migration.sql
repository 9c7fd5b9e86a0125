UPDATE "Order" SET "state" = 'closed' WHERE "state" IN ('done', 'lost');
