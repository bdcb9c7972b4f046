-- concertina: down = ''
ALTER TABLE users DROP COLUMN phone_number;
