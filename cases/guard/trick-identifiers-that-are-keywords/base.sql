CREATE TABLE "drop" ("delete" int PRIMARY KEY, "truncate table" text, "update" timestamp);
CREATE INDEX "drop column" ON "drop" ("truncate table");
