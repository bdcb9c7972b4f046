CREATE INDEX log_by_day ON log (at);
