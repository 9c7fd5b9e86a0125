-- AlterTable
CREATE SEQUENCE my-table_id_seq;
ALTER TABLE "my-table" ALTER COLUMN "id" SET DEFAULT nextval('my-table_id_seq');
ALTER SEQUENCE my-table_id_seq OWNED BY "my-table"."id";
