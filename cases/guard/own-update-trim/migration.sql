UPDATE customer SET name = btrim(name);
