CREATE TABLE settings (key text PRIMARY KEY, value text);
CREATE TABLE settings_v2 (key text PRIMARY KEY, value jsonb, updated_by text);
