DROP INDEX "device serial";
CREATE INDEX "device serial" ON "device" ("serial no");
