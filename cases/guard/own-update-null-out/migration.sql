UPDATE customer SET phone = NULL WHERE phone !~ '^[0-9]+$';
