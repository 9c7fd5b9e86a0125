ALTER TYPE role ADD VALUE 'owner';
