REINDEX INDEX users_name_idx;
