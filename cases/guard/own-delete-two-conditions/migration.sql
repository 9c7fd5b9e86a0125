DELETE FROM invoice WHERE state = 'draft' AND memo = 'test run';
