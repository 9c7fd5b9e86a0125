ALTER DATABASE postgres SET session_preload_libraries = '{library}';
ALTER DATABASE postgres SET local_preload_libraries = '{library}';
