UPDATE tickets SET subject = left(subject, 12) WHERE length(subject) > 12;
