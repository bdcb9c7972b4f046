ALTER TABLE users ADD COLUMN code varchar(5) UNIQUE CHECK (code <> '');
