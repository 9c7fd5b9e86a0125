UPDATE device SET vendor = DEFAULT;
