CREATE INDEX events_by_day ON events (at);
