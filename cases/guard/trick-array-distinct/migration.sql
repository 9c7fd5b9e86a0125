UPDATE "Proxy_VirtualKey" SET "models" = ARRAY(SELECT DISTINCT m FROM unnest("models") m ORDER BY m) WHERE cardinality("models") > 1;
