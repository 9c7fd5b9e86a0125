DROP VIEW open_tickets CASCADE;
