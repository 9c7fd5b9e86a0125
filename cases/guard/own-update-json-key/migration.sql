UPDATE doc SET body = body - 'secret';
