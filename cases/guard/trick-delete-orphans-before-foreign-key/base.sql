CREATE TABLE "Thread" ("id" TEXT NOT NULL, CONSTRAINT "Thread_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Comment" ("id" TEXT NOT NULL, "threadId" TEXT, "text" TEXT, CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"));
