INSERT INTO "Workspace" ("id", "slug", "name", "plan", "settings", "createdAt") VALUES
  ('w1', 'acme', 'Acme', 'PRO', '{"theme": "dark", "beta": true}', '2024-02-01 07:08:09.111'),
  ('w2', 'Acme-labs', 'Acme Labs', 'STARTER', NULL, '2024-02-02 07:08:09.222'),
  ('w3', 'solo', 'Solo', 'FREE', '{"theme": "light"}', '2025-02-03 07:08:09.333');
INSERT INTO "Member" ("id", "workspaceId", "email", "role", "nickname", "invitedAt") VALUES
  ('m1', 'w1', 'head@acme.example', 'owner', 'head of this workspace', '2024-02-01 10:00:00.001'),
  ('m2', 'w1', 'desk@acme.example', 'Editor', NULL, NULL),
  ('m3', 'w2', 'head@acme.example', 'viewer', 'head', '2024-03-01 10:00:00.500');
INSERT INTO "Document" ("id", "workspaceId", "title", "body", "tags", "wordCount", "status", "publishedAt", "updatedAt") VALUES
  ('p1', 'w1', 'Plan', E'line one\nline two', ARRAY['a','b'], 412, 'PUBLISHED', '2024-04-01 12:00:00.789', '2024-04-02 12:00:00.001'),
  ('p2', 'w1', 'Plan (copy)', NULL, ARRAY[]::text[], 0, 'DRAFT', NULL, '2024-04-03 12:00:00.002'),
  ('p3', 'w2', 'Notes', 'short', NULL, 1, 'REVIEW', NULL, '2024-04-04 12:00:00.003');
INSERT INTO "_DocumentToMember" VALUES ('p1', 'm1'), ('p1', 'm2'), ('p3', 'm3');
