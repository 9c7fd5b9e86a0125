ALTER TABLE booking DROP CONSTRAINT booking_free;
ALTER TABLE booking ADD CONSTRAINT booking_free EXCLUDE USING gist (during WITH &&) WHERE (state = 'firm');
