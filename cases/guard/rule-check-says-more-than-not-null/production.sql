INSERT INTO parcel (sender, receiver) VALUES ('a', 'b');
