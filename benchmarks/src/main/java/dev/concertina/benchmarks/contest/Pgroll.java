package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.server.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations and commands as in pgroll's documentation, version 0.16. */
final class Pgroll extends Peer {

  static final String PROGRAM = "pgroll";

  private static final String MIGRATION = "change";

  private static final Map<String, String> OPERATIONS =
      Map.of(
          "remove a column",
          """
          {"drop_column": {"table": "users", "column": "phone_number", "down": "''"}}""",
          "remove a table",
          """
          {"drop_table": {"name": "audit_notes"}}""",
          "rename a column",
          """
          {"rename_column": {"table": "users", "from": "user_name", "to": "full_name"}}""",
          "rename a table",
          """
          {"rename_table": {"from": "clients", "to": "customers"}}""",
          "make a column NOT NULL",
          """
          {"alter_column": {"table": "users", "column": "nickname", "nullable": false,
            "up": "coalesce(nickname, '')", "down": "nickname"}}""",
          "shorten a column",
          """
          {"alter_column": {"table": "users", "column": "bio", "type": "varchar(50)",
            "up": "left(bio, 50)", "down": "bio"}}""",
          "change a column's type",
          """
          {"alter_column": {"table": "orders", "column": "price", "type": "numeric(12,2)",
            "up": "price::numeric(12,2)", "down": "price::text"}}""");

  Pgroll(Program program) {
    super(program);
  }

  @Override
  public String name() {
    return PROGRAM;
  }

  @Override
  Optional<String> migration(String title) {
    return Optional.ofNullable(OPERATIONS.get(title))
        .map(operation -> "{\"operations\": [" + operation + "]}\n");
  }

  @Override
  void prepare(Path directory, Database database, String migration) {
    write(directory.resolve(MIGRATION + ".json"), migration);
    run(directory, database, "init");
  }

  @Override
  void start(Path directory, Database database) {
    run(directory, database, "start", MIGRATION + ".json");
  }

  @Override
  void complete(Path directory, Database database) {
    run(directory, database, "complete");
  }

  @Override
  String newSearchPath() {
    return "public_" + MIGRATION;
  }

  private void run(Path directory, Database database, String... arguments) {
    program().run(directory, Map.of("PGROLL_PG_URL", database.libpqUrl()), List.of(arguments));
  }
}
