dRoP/**/tAbLe-- no words in a row
 "public" . U&"!0065vents!005flog" UESCAPE '!';
aLtEr TaBlE U&"c!0075stomers" uescape '!' drop--
U&"n\006ftes";
