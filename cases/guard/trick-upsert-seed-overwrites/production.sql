UPDATE flag SET on_for = 75, note = 'rolled out' WHERE name = 'dark';
