UPDATE "Workspace" SET "settings" = jsonb_set(coalesce("settings", '{}'), '{theme}', '"system"');
