package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.Origin;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.sql.Identifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlMigrationReaderTest {

  private static final YamlMigrationReader READER = new YamlMigrationReader(Sources.PARSER);

  private static List<Change> read(String yaml) {
    return READER.read("V7__test.yaml", yaml);
  }

  private static MigrationException refusal(String yaml) {
    return catchThrowableOfType(MigrationException.class, () -> read(yaml));
  }

  @Test
  void a_column_goes_to_another_table() {
    assertThat(
            read(
                """
                changes:
                  - move_column: {table: app.users, column: bio, to: profiles, key: {user_id: id}}
                  - copy_column:
                      table: users
                      column: name
                      to: app.profiles
                      as: Name
                      key: {a: c, b: d}
                """))
        .map(MoveColumn.class::cast)
        .satisfiesExactly(
            move -> {
              assertThat(move.as()).isEqualTo(new Identifier("bio"));
              assertThat(move.key())
                  .containsExactly(
                      new MoveColumn.Key(new Identifier("user_id"), new Identifier("id")));
              assertThat(move.stays()).isFalse();
              assertThat(move.dropsUnmatched()).isFalse();
              assertThat(move.origin().statement())
                  .isEqualTo("move_column \"app\".\"users\".\"bio\" to \"profiles\"");
            },
            copy -> {
              assertThat(copy.as()).isEqualTo(new Identifier("Name"));
              assertThat(copy.key())
                  .extracting(key -> key.target().value(), key -> key.source().value())
                  .containsExactly(tuple("a", "c"), tuple("b", "d"));
              assertThat(copy.stays()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rename_column: {table: users, from: a, to: B}             | ALTER TABLE "users" RENAME COLUMN "a" TO "B"
          rename_table: {table: app.users, to: people}              | ALTER TABLE "app"."users" RENAME TO "people"
          add_column: {table: t, column: c, type: 'numeric(10, 2)', not_null: true, default: 0} | ALTER TABLE "t" ADD COLUMN "c" numeric(10, 2) DEFAULT 0 NOT NULL
          add_column: {table: t, column: c, type: text, up: lower(x)} | -- concertina: up = lower(x)@ALTER TABLE "t" ADD COLUMN "c" text
          change_type: {table: t, column: c, type: int, up: c::int, down: c::text} | -- concertina: up = c::int@-- concertina: down = c::text@ALTER TABLE "t" ALTER COLUMN "c" TYPE int
          drop_column: {table: t, column: c, down: "'x'", if_exists: true, cascade: true} | -- concertina: down = 'x'@ALTER TABLE "t" DROP COLUMN IF EXISTS "c" CASCADE
          set_default: {table: t, column: c, default: a OR b, phase: contract} | -- concertina: phase = contract@ALTER TABLE "t" ALTER COLUMN "c" SET DEFAULT a OR b
          drop_default: {table: t, column: c}                       | ALTER TABLE "t" ALTER COLUMN "c" DROP DEFAULT
          set_not_null: {table: t, column: c, up: "''"}             | -- concertina: up = ''@ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL
          drop_table: {table: t, if_exists: true}                   | DROP TABLE IF EXISTS "t"
          drop_index: {index: app.i}                                | DROP INDEX "app"."i"
          create_index: {index: i, table: t, columns: [a, b]}       | CREATE INDEX "i" ON "t" ("a", "b")
          create_index: {index: i, table: t, unique: true, method: gist, columns: [{expression: lower(a), order: desc, nulls: last}], include: [c], where: d > 0} | CREATE UNIQUE INDEX "i" ON "t" USING "gist" ((lower(a)) DESC NULLS LAST) INCLUDE ("c") WHERE (d > 0)
          add_check: {table: t, name: n, check: a > 0, phase: contract} | -- concertina: phase = contract@ALTER TABLE "t" ADD CONSTRAINT "n" CHECK (a > 0)
          sql: {statement: CREATE TYPE mood AS ENUM ()}            | CREATE TYPE mood AS ENUM ()
          """)
  void a_word_is_the_change_that_its_statement_is(String yaml, String sql) {
    assertThat(read("changes:\n  - " + yaml))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*origin\\.(file|line)")
        .isEqualTo(Sources.read(sql.replace('@', '\n')));
  }

  @Test
  void what_hangs_on_a_table_that_the_migration_creates_runs_as_written() {
    String yaml =
        """
        changes:
          - create_table:
              table: orders
              columns:
                id: {type: bigint, identity: always, primary_key: true}
                user_id: {type: bigint, not_null: true, references: {table: users, on_delete: set null}}
                state: {type: text, default: "'new'", check: state <> ''}
              unique: {orders_once: [user_id, state]}
              foreign_keys:
                orders_state: {columns: [state], references: app.states, to: [name]}
          - create_index: {index: orders_by_user, table: orders, columns: [user_id]}
        """;
    String sql =
        """
        CREATE TABLE "orders" (
          "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          "user_id" bigint NOT NULL REFERENCES "users" ON DELETE SET NULL,
          "state" text DEFAULT 'new' CHECK (state <> ''),
          CONSTRAINT "orders_once" UNIQUE ("user_id", "state"),
          CONSTRAINT "orders_state" FOREIGN KEY ("state") REFERENCES "app"."states" ("name")
        );
        CREATE INDEX "orders_by_user" ON "orders" ("user_id");
        """;
    assertThat(read(yaml))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*origin\\.(file|line)")
        .isEqualTo(Sources.read(sql));
  }

  @Test
  void split_and_merge_are_one_change() {
    assertThat(
            read(
                """
                changes:
                  - split:
                      table: users
                      column: name
                      into:
                        first: {type: text, up: "split_part(name, ' ', 1)", not_null: true}
                        last: {type: text, up: "split_part(name, ' ', 2)"}
                      down: first || ' ' || last
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            ReshapeColumns.class,
            change -> {
              assertThat(change.from()).hasSize(1);
              assertThat(change.into())
                  .extracting(c -> c.name().value())
                  .containsExactly("first", "last");
              assertThat(change.origin().statement())
                  .isEqualTo("split \"users\" (\"name\") into (\"first\", \"last\")");
              assertThat(change.origin().line()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chnages: []                                | Unknown key "chnages".                  | 1 | Did you mean changes? Known here: changes.
          changes: {}                                | changes is a list that is not empty, and here stands a mapping. | 1 | Write a list that is not empty.
          changes:@  - rename_colum: {table: t}      | Unknown key "rename_colum" in changes.  | 2 | Did you mean rename_column?
          changes:@  - rename_column:@      table: t@      from: a | rename_column needs to.   | 3 | Its new name.
          changes:@  - rename_column:@      table: t@      form: a | Unknown key "form" in rename_column. | 4 | Did you mean from?
          changes:@  - add_column: {table: t, column: 5, type: int} | add_column.column is a text that is not empty, and here stands a number. | 2 | Put the value in quotes.
          changes:@  - add_column: {table: t, column: c, type: int, not_null: 1} | add_column.not_null is true or false, and here stands a number. | 2 | Write true or false.
          changes:@  - add_column: {table: t, column: c, type: 'int; DROP'} | add_column.type is not one SQL type: | 2 | Write one SQL type
          changes:@  - add_column: {table: t, column: c, type: 'int)::numeric(10'} | add_column.type is not one SQL type: it is not one type. | 2 | Write one SQL type
          changes:@  - set_not_null:@      table: t@      column: c@      up: ¦@        1 +@        * | set_not_null.up is not one SQL expression: | 7 | Write one SQL expression
          changes:@  - drop_table: {table: t}@    drop_index: {index: i} | One item of changes holds drop_table and drop_index. | 3 | Begin each change with a dash
          changes:@  - sql: {statement: 'CREATE SCHEMA a; CREATE SCHEMA b'} | Here stand 2 statements, and one is expected. | 2 | Write one item
          changes:@  - sql:@      statement: ¦@        CREATE TABLE t@        (; | PostgreSQL cannot read this: | 5 | Correct the SQL.
          changes:@  - drop_table: {table: a.b.c}     | "a.b.c" has more than one dot.          | 2 | Write schema.name
          """)
  void what_cannot_be_used_is_refused_with_its_line(
      String yaml, String message, int line, String hint) {
    MigrationException refusal = refusal(yaml.replace('@', '\n').replace("¦", "|"));
    assertThat(refusal.getMessage()).startsWith(message);
    assertThat(refusal.origin()).map(Origin::line).contains(line);
    assertThat(refusal.hint()).startsWith(hint);
  }

  @Test
  void a_name_that_postgresql_would_cut_is_refused() {
    MigrationException refusal =
        refusal("changes:\n  - drop_table: {table: " + "x".repeat(64) + "}");
    assertThat(refusal.code()).isEqualTo("bad-name");
    assertThat(
            refusal("changes:\n  - sql:\n      statement: DROP TABLE " + "x".repeat(64)).origin())
        .map(Origin::line)
        .contains(2);
  }
}
