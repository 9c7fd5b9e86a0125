UPDATE invoice i SET memo = c.name FROM customer c WHERE c.id = i.customer_id;
