ALTER TABLE visit DROP CONSTRAINT visit_site_fkey;
ALTER TABLE visit ADD CONSTRAINT visit_site_fkey FOREIGN KEY (country, code) REFERENCES site;
