SELECT lo_put(image, 0, '\x000000') FROM scan;
