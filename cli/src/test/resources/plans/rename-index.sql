ALTER INDEX orders_by_user RENAME TO orders_user;
