COMMENT ON TABLE users IS 'people';
COMMENT ON COLUMN users.bio IS 'in their own words';
