CREATE TABLE address (id int PRIMARY KEY, postcode text, city text);
