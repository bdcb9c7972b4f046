ALTER TABLE log RENAME COLUMN kind TO category;
