UPDATE span SET lo = hi, hi = lo WHERE lo > hi;
