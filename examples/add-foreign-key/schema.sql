CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int);
INSERT INTO users VALUES (1);
INSERT INTO orders VALUES (7, 1);
