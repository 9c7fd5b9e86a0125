UPDATE doc SET tags = array_remove(tags, 'old');
