UPDATE label SET caption = rtrim(caption) WHERE caption LIKE '% ';
