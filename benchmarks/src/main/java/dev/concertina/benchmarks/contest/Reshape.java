package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.server.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Actions and commands as in Reshape's documentation, version 0.7. */
final class Reshape extends Peer {

  static final String PROGRAM = "reshape";

  private static final String MIGRATION = "change";

  private static final Map<String, String> ACTIONS =
      Map.of(
          "remove a column",
          """
          type = "remove_column"
          table = "users"
          column = "phone_number"
          down = "''"
          """,
          "remove a table",
          """
          type = "remove_table"
          table = "audit_notes"
          """,
          "rename a column",
          """
          type = "alter_column"
          table = "users"
          column = "user_name"
            [actions.changes]
            name = "full_name"
          """,
          "rename a table",
          """
          type = "rename_table"
          table = "clients"
          new_name = "customers"
          """,
          "make a column NOT NULL",
          """
          type = "alter_column"
          table = "users"
          column = "nickname"
          up = "COALESCE(nickname, '')"
          down = "nickname"
            [actions.changes]
            nullable = false
          """,
          "shorten a column",
          """
          type = "alter_column"
          table = "users"
          column = "bio"
          up = "LEFT(bio, 50)"
          down = "bio"
            [actions.changes]
            type = "VARCHAR(50)"
          """,
          "change a column's type",
          """
          type = "alter_column"
          table = "orders"
          column = "price"
          up = "price::NUMERIC(12,2)"
          down = "price::TEXT"
            [actions.changes]
            type = "NUMERIC(12,2)"
          """);

  Reshape(Program program) {
    super(program);
  }

  @Override
  public String name() {
    return PROGRAM;
  }

  @Override
  Optional<String> migration(String title) {
    return Optional.ofNullable(ACTIONS.get(title)).map(action -> "[[actions]]\n" + action);
  }

  @Override
  void prepare(Path directory, Database database, String migration) {
    write(directory.resolve("migrations").resolve(MIGRATION + ".toml"), migration);
  }

  @Override
  void start(Path directory, Database database) {
    run(directory, database, "migration", "start");
  }

  @Override
  void complete(Path directory, Database database) {
    run(directory, database, "migration", "complete");
  }

  @Override
  String newSearchPath() {
    return "migration_" + MIGRATION;
  }

  private void run(Path directory, Database database, String... arguments) {
    program().run(directory, Map.of("DB_URL", database.libpqUrl()), List.of(arguments));
  }
}
