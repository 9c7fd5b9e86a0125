CREATE TYPE order_row AS (id bigint, total numeric);
CREATE TABLE order_archive OF order_row (PRIMARY KEY (id));
CREATE TABLE plain (id int PRIMARY KEY);
