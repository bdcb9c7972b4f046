ALTER TABLE accounts_user ADD COLUMN slug varchar(50) UNIQUE;
