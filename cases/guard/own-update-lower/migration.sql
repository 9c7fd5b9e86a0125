UPDATE customer SET email = lower(email);
