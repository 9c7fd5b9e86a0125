CREATE TABLE sensor_log (id bigserial PRIMARY KEY, raw text, v double precision);
