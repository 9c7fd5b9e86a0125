UPDATE "Member" SET "nickname" = COALESCE(split_part("email", '@', 1), "nickname");
