DELETE FROM "Visit" WHERE NOT EXISTS (SELECT 1 FROM ONLY "Place" WHERE "Place"."id" = "Visit"."placeId");
