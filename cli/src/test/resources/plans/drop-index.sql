DROP INDEX orders_by_user;
