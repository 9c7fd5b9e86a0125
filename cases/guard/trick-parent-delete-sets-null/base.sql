-- CreateTable
CREATE TABLE "Proxy_Team" (
    "team_id" TEXT NOT NULL,
    "team_alias" TEXT,
    "admins" TEXT[],
    "max_budget" DOUBLE PRECISION,
    "spend" DOUBLE PRECISION NOT NULL DEFAULT 0.0,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Proxy_Team_pkey" PRIMARY KEY ("team_id")
);

-- CreateTable
CREATE TABLE "Proxy_VirtualKey" (
    "token" TEXT NOT NULL,
    "key_alias" TEXT,
    "spend" DOUBLE PRECISION NOT NULL DEFAULT 0.0,
    "expires" TIMESTAMP(3),
    "models" TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "team_id" TEXT,
    "max_budget" DOUBLE PRECISION,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Proxy_VirtualKey_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "Proxy_SpendLog" (
    "request_id" TEXT NOT NULL,
    "call_type" TEXT NOT NULL,
    "api_key" TEXT NOT NULL DEFAULT '',
    "spend" DOUBLE PRECISION NOT NULL DEFAULT 0.0,
    "total_tokens" INTEGER NOT NULL DEFAULT 0,
    "startTime" TIMESTAMP(3) NOT NULL,
    "model" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB DEFAULT '{}',
    "request_tags" JSONB DEFAULT '[]',
    "end_user" TEXT,

    CONSTRAINT "Proxy_SpendLog_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "Proxy_DailyUserSpend" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "api_key" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "spend" DOUBLE PRECISION NOT NULL DEFAULT 0.0,

    CONSTRAINT "Proxy_DailyUserSpend_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Proxy_SpendLog_startTime_idx" ON "Proxy_SpendLog"("startTime");

-- CreateIndex
CREATE INDEX "Proxy_SpendLog_end_user_idx" ON "Proxy_SpendLog"("end_user");

-- CreateIndex
CREATE UNIQUE INDEX "Proxy_DailyUserSpend_user_id_date_api_key_model_key" ON "Proxy_DailyUserSpend"("user_id", "date", "api_key", "model");

-- CreateIndex
CREATE UNIQUE INDEX "Proxy_VirtualKey_key_alias_key" ON "Proxy_VirtualKey"("key_alias");

-- AddForeignKey
ALTER TABLE "Proxy_VirtualKey" ADD CONSTRAINT "Proxy_VirtualKey_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "Proxy_Team"("team_id") ON DELETE SET NULL ON UPDATE CASCADE;
