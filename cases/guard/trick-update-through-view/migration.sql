CREATE VIEW open_coupons AS SELECT id, coupon FROM orders WHERE coupon IS NOT NULL;
UPDATE open_coupons SET coupon = upper(coupon);
DROP VIEW open_coupons;
