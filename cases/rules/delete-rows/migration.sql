DELETE FROM audit WHERE what = 'login';
