ALTER TYPE role RENAME VALUE 'user' TO 'member';
