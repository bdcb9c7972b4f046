-- concertina: up = 'free'
ALTER TABLE users ALTER COLUMN plan SET NOT NULL;
