UPDATE "Customer" SET "nick" = COALESCE(NULLIF("nick", ''), 'anonymous');
