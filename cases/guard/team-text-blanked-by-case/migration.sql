UPDATE tickets SET body = CASE WHEN status IN ('solved', 'closed') THEN NULL ELSE body END;
