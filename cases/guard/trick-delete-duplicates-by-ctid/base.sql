CREATE TABLE vote (person text, poll int, choice text);
