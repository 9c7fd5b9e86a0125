UPDATE customer SET phone = phone;
