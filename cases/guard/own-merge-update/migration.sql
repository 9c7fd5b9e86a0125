MERGE INTO invoice i USING customer c ON c.id = i.customer_id WHEN MATCHED THEN UPDATE SET memo = c.name;
