ALTER TABLE "drop" RENAME COLUMN "truncate table" TO "drop table drop";
ALTER INDEX "drop column" RENAME TO "drop index";
ALTER TABLE "drop" ADD "drop" int, ALTER "update" SET DEFAULT now();
ALTER TABLE "drop" RENAME TO "DROP TABLE";
