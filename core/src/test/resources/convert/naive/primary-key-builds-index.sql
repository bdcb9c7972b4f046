ALTER TABLE lines ADD CONSTRAINT lines_pkey PRIMARY KEY (order_id);
