INSERT INTO "User" ("id", "email", "name", "firstName", "lastName", "role", "credits", "settings", "createdAt", "updatedAt") VALUES
  ('u1', 'Ada@example.org', 'Ada Byron', 'Ada', 'Byron', 'ADMIN', 7, '{"theme": "dark", "beta": true}', '2024-01-02 03:04:05.123', '2024-02-02 03:04:05.456'),
  ('u2', 'bob@example.org', NULL, 'Bob', NULL, 'USER', 0, '{}', '2024-03-02 10:00:00.789', '2024-03-02 10:00:00.789'),
  ('u3', 'eve@spam.example', 'Eve', NULL, NULL, 'EDITOR', -3, '{"theme": "light"}', '2023-05-05 05:05:05.555', '2024-04-04 04:04:04.444');
INSERT INTO "Post" ("title", "content", "published", "tags", "authorId", "reviewerId") VALUES
  ('Hello', 'first words', true, ARRAY['intro','misc'], 'u1', 'u2'), ('Draft of it', NULL, false, ARRAY[]::text[], 'u2', NULL), ('Hello', 'again', true, NULL, 'u1', 'u3');
INSERT INTO "Session" VALUES ('t1', 'u1', '2030-01-01 00:00:00'), ('t2', 'u2', '2020-01-01 00:00:00');
INSERT INTO "_PostToUser" VALUES (1, 'u2'), (2, 'u1');
