SELECT lo_unlink(photo) FROM member;
