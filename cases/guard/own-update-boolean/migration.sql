UPDATE invoice SET paid = true WHERE amount = 0;
