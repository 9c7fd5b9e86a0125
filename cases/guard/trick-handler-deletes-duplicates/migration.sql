DO $$
BEGIN
  CREATE UNIQUE INDEX "Subscriber_mail_list_key" ON "Subscriber"("mail", "list");
EXCEPTION WHEN unique_violation THEN
  DELETE FROM "Subscriber" a USING "Subscriber" b WHERE a."id" > b."id" AND a."mail" = b."mail" AND a."list" = b."list";
  CREATE UNIQUE INDEX "Subscriber_mail_list_key" ON "Subscriber"("mail", "list");
END $$;
