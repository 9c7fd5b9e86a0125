DELETE FROM vote WHERE ctid NOT IN (SELECT max(ctid) FROM vote GROUP BY person, poll);
ALTER TABLE vote ADD PRIMARY KEY (person, poll);
