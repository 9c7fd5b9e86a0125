UPDATE "User" SET "settings" = jsonb_build_object('locale', 'en') || "settings" WHERE NOT "settings" ? 'locale';
