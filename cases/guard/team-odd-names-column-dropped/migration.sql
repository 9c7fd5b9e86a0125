ALTER TABLE "public"."device" DROP COLUMN "select", DROP COLUMN U&"Gr\00F6\00DFe";
