CREATE TABLE booking (id serial PRIMARY KEY, during tstzrange NOT NULL, state text NOT NULL, CONSTRAINT booking_free EXCLUDE USING gist (during WITH &&));
