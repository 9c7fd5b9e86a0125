CREATE TYPE account_plan AS ENUM ('free', 'team', 'business');
ALTER TABLE accounts DROP CONSTRAINT accounts_plan_check;
ALTER TABLE accounts ALTER COLUMN plan DROP DEFAULT, ALTER COLUMN plan TYPE account_plan USING plan::account_plan, ALTER COLUMN plan SET DEFAULT 'free';
