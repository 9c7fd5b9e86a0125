DROP INDEX open_idx;
