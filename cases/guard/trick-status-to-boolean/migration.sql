ALTER TABLE job ALTER state DROP DEFAULT, ALTER state TYPE boolean USING (state = 'done'), ALTER state SET DEFAULT false;
ALTER TABLE job RENAME COLUMN state TO is_done;
