ALTER TABLE settings RENAME TO settings_tmp;
ALTER TABLE settings_v2 RENAME TO settings;
ALTER TABLE settings_tmp RENAME TO settings_v2;
DROP TABLE settings_v2;
