UPDATE odd SET v = 1 WHERE v = 2;
