CREATE UNIQUE INDEX "Customer_email_country_key" ON "Customer"("email") NULLS NOT DISTINCT;
DROP INDEX "Customer_email_key";
