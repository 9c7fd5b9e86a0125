SELECT purge('2030-01-01');
