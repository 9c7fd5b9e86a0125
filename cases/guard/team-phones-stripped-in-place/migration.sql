UPDATE people SET phone = regexp_replace(phone, '[^0-9+]', '', 'g') WHERE phone IS NOT NULL;
