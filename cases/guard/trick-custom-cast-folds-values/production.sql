INSERT INTO alarm VALUES (1, 'critical'), (2, 'warning'), (3, 'info'), (4, 'debug');
