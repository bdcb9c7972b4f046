package dev.concertina.story;

/** Tables whose column moves, and what moves it. */
final class MovedColumns {

  static final String USERS =
      """
      CREATE TABLE users (id bigint PRIMARY KEY, name text, bio varchar(80) COLLATE "C");
      CREATE TABLE profiles (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint UNIQUE REFERENCES users ON DELETE CASCADE,
        theme text);
      INSERT INTO users SELECT g, 'n' || g, 'b' || g FROM generate_series(1, 300) g;
      INSERT INTO profiles (user_id, theme) SELECT id, 'dark' FROM users;
      """;

  /** Rows of either table may come first. */
  static final String LOOSE =
      """
      CREATE TABLE users (id int PRIMARY KEY, bio text);
      CREATE TABLE profiles (user_id int UNIQUE, theme text);
      INSERT INTO users VALUES (1, 'one'), (2, NULL);
      INSERT INTO profiles VALUES (1), (2), (3);
      """;

  static final String MOVE =
      """
      changes:
        - move_column:
            table: users
            column: bio
            to: profiles
            key: {user_id: id}
      """;

  static final String[] NAIVE = {
    "ALTER TABLE profiles ADD COLUMN bio varchar(80) COLLATE \"C\"",
    "UPDATE profiles SET bio = u.bio FROM users u WHERE u.id = user_id",
    "ALTER TABLE users DROP COLUMN bio"
  };

  private MovedColumns() {}
}
