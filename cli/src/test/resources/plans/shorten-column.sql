ALTER TABLE users ALTER COLUMN bio TYPE varchar(50) USING left(bio, 50);
