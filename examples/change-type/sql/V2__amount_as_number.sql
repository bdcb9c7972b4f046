-- concertina: up = amount::numeric(12, 2)
-- concertina: down = amount::text
ALTER TABLE payments ALTER COLUMN amount TYPE numeric(12, 2);
