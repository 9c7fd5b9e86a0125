DELETE FROM "Session" s WHERE NOT EXISTS (SELECT 1 FROM "User" u WHERE u."id" = s."userId");
CREATE INDEX "Session_userId_idx" ON "Session"("userId");
