DELETE FROM customer WHERE email ~ '^tmp[0-9]+@';
