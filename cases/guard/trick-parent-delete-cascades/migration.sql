DELETE FROM customers WHERE email = 'old.user@example.org';
