DO $a$
BEGIN
  EXECUTE $b$ DO $c$ BEGIN
    EXECUTE replace('ALTER TABLE "Proxy_VirtualKey" REMOVE CONSTRAINT "Proxy_VirtualKey_team_id_fkey"', 'REMOVE', $d$DROP$d$);
  END $c$ $b$;
END
$a$;
