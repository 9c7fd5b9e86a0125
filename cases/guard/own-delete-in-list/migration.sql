DELETE FROM log WHERE line IN ('debug', 'trace');
