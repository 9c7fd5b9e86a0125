UPDATE customer SET phone = coalesce(phone, 'unknown');
