UPDATE ticket SET note = left(note, 40) WHERE id = 7;
