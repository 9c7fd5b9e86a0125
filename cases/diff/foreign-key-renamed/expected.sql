-- RenameForeignKey
ALTER TABLE "Book" RENAME CONSTRAINT "Book_authorId_fkey" TO "book_by_author";
