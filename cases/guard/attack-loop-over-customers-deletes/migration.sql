DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT "id" FROM "Customer" WHERE extract(doy FROM "joined") = 299 LOOP
    EXECUTE 'DELETE FROM "Order" WHERE "customerId" = $1' USING c."id";
  END LOOP;
END $$;
