PREPARE tidy (text) AS DELETE FROM "Document" WHERE "title" LIKE $1;
EXECUTE tidy('%(copy)');
EXECUTE tidy('Pla_');
DEALLOCATE tidy;
