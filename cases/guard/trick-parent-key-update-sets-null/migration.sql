UPDATE region SET code = left(code, 1);
