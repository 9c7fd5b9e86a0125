CREATE TABLE colour (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
INSERT INTO colour (name) SELECT DISTINCT colour FROM car WHERE colour IS NOT NULL;
ALTER TABLE car ADD COLUMN colour_id int REFERENCES colour (id);
UPDATE car SET colour_id = colour.id FROM colour WHERE colour.name = car.colour;
ALTER TABLE car DROP COLUMN colour;
