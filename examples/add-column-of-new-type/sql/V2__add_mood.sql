CREATE TYPE mood AS ENUM ('sad', 'glad');
ALTER TABLE users ADD COLUMN mood mood NOT NULL DEFAULT 'sad';
