CREATE TABLESPACE elsewhere LOCATION '{marks}';
