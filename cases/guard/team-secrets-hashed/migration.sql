UPDATE people SET phone = encode(digest(phone, 'sha256'), 'hex') WHERE phone IS NOT NULL;
