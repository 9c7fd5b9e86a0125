SELECT lo_from_bytea(4242, 'x');
SELECT lo_export(4242, '{mark}');
