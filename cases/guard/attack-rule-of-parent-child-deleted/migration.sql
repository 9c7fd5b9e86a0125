DELETE FROM "log_2024" WHERE extract(doy FROM "at") = 299;
