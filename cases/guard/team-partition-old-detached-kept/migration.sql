ALTER TABLE metrics.point DETACH PARTITION metrics.point_2023;
ALTER TABLE metrics.point_2023 RENAME TO point_2023_kept;
