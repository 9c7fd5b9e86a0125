CREATE TABLE region (code text PRIMARY KEY, title text);
CREATE TABLE depot (id int PRIMARY KEY, region_code text REFERENCES region (code) ON UPDATE SET NULL);
