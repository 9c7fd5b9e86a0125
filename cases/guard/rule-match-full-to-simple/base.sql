CREATE TABLE site (country text, code text, PRIMARY KEY (country, code));
CREATE TABLE visit (id int PRIMARY KEY, country text, code text, CONSTRAINT visit_site_fkey FOREIGN KEY (country, code) REFERENCES site MATCH FULL);
