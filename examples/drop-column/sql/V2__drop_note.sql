-- concertina: down = ''
ALTER TABLE users DROP COLUMN note;
