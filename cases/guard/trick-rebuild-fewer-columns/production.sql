INSERT INTO "Proxy_Team" ("team_id", "team_alias", "admins", "max_budget", "spend", "blocked", "metadata") VALUES
  ('team-a', 'Research', ARRAY['u1','u2'], 250, 12.75, false, '{"tier": "gold", "owner": "u1"}'),
  ('team-b', NULL, ARRAY['u3'], NULL, 0, true, '{}'),
  ('team-c', 'Support', NULL, 10.5, 3.125, false, '{"tier": "free"}');
INSERT INTO "Proxy_VirtualKey" ("token", "key_alias", "spend", "expires", "models", "metadata", "team_id", "max_budget", "created_at") VALUES
  ('h-0001', 'CI key', 4.25, '2030-01-01 00:00:00.250', ARRAY['gpt-4o','o3','gpt-4o'], '{"env": "ci", "legacy_id": 17}', 'team-a', 10, '2024-03-01 08:15:30.125'),
  ('h-0002', 'ci KEY', 0, NULL, ARRAY[]::text[], '{}', 'team-b', NULL, '2024-04-02 09:16:31.250'),
  ('h-0003', NULL, 1.5, '2024-06-30 23:59:59.999', ARRAY['claude'], '{"env": "prod"}', NULL, 99.5, '2025-01-03 10:17:32.375');
INSERT INTO "Proxy_SpendLog" ("request_id", "call_type", "api_key", "spend", "total_tokens", "startTime", "model", "metadata", "request_tags", "end_user") VALUES
  ('r1', 'acompletion', 'h-0001', 0.0123456, 1200, '2024-05-01 10:00:00.123', 'gpt-4o', '{"user_api_key": "h-0001", "status": "success"}', '["batch"]', 'Customer-1'),
  ('r2', 'embedding', 'h-0001', 0.0000042, 12, '2024-05-01 10:00:00.456', 'ada', '{"status": "failure"}', '[]', NULL),
  ('r3', 'acompletion', 'h-0003', 1.75, 99000, '2025-02-11 22:30:05', 'azure/gpt-4o', NULL, '["batch", "night"]', 'customer-1');
INSERT INTO "Proxy_DailyUserSpend" ("id", "user_id", "date", "api_key", "model", "prompt_tokens", "spend") VALUES
  ('d1', 'u1', '2024-05-01', 'h-0001', 'gpt-4o', 1200, 0.0123456), ('d2', 'u1', '2024-05-01', 'h-0001', 'ada', 12, 0.0000042), ('d3', 'u3', '2025-02-11', 'h-0003', 'gpt-4o', 99000, 1.75);
