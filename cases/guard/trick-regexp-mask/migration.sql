-- privacy: keep the domain only
UPDATE customers SET email = regexp_replace(email, '^[^@]+', 'user' || id);
