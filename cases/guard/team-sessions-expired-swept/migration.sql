DELETE FROM "Session" WHERE "expires" < CURRENT_TIMESTAMP;
CREATE INDEX "Session_expires_idx" ON "Session"("expires");
