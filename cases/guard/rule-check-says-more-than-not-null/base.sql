CREATE TABLE parcel (id serial PRIMARY KEY, sender text, receiver text, CONSTRAINT parcel_ends CHECK (sender IS NOT NULL AND receiver IS NOT NULL AND sender <> receiver));
