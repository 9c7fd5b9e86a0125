UPDATE "User" SET "settings" = ("settings" - 'theme') || jsonb_build_object('appearance', "settings"->'theme') WHERE "settings" ? 'theme';
