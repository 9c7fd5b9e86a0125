ALTER TABLE access ALTER COLUMN ip TYPE cidr USING network(set_masklen(ip, CASE family(ip) WHEN 4 THEN 24 ELSE 48 END));
