ALTER TABLE item ALTER COLUMN v TYPE cidr USING network(v);
