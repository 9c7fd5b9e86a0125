UPDATE flag SET is_on = false WHERE id = 1;
