CREATE TABLE ticket (id serial PRIMARY KEY, severity text NOT NULL DEFAULT 'low', title text, CONSTRAINT ticket_severity_check CHECK (severity IN ('low', 'mid', 'high')));
