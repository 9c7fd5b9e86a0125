ALTER TABLE sample ALTER v TYPE double precision, ALTER id TYPE numeric(9,0), ALTER code TYPE text, ALTER flags TYPE varbit, ALTER note TYPE text;
