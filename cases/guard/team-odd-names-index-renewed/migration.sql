CREATE UNIQUE INDEX "device serial 2" ON "device" ("serial no");
DROP INDEX "device serial";
ALTER INDEX "device serial 2" RENAME TO "device serial";
ALTER TABLE "device" RENAME COLUMN "Größe" TO "size µm";
