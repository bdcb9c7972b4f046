CREATE INDEX users_by_plan ON users (plan, lower(user_name) DESC) WHERE plan IS NOT NULL;
