ALTER TABLE lines DROP CONSTRAINT lines_order_fk;
