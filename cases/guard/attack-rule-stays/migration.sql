DELETE FROM "Order" WHERE "state" = 'lost';
