-- AlterExtension
ALTER EXTENSION "citext" UPDATE TO "1.6";
