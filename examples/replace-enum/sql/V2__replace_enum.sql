-- 'sad' becomes 'blue', 'meh' is no mood any more.
CREATE TYPE moods AS ENUM ('blue', 'glad');
-- concertina: down = CASE mood WHEN 'blue' THEN 'sad'::mood ELSE 'glad'::mood END
ALTER TABLE users ALTER COLUMN mood TYPE moods
  USING CASE mood WHEN 'sad' THEN 'blue'::moods ELSE 'glad'::moods END;
DROP TYPE mood;
ALTER TYPE moods RENAME TO mood;
