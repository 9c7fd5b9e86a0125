CREATE TABLE u (id text PRIMARY KEY DEFAULT 'x', v int);
