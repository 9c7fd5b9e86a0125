DROP OWNED BY exporter_old;
