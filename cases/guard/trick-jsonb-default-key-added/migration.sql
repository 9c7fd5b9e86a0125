UPDATE "Proxy_Team" SET "metadata" = '{"tier": "free"}'::jsonb || "metadata" WHERE NOT "metadata" ? 'tier';
