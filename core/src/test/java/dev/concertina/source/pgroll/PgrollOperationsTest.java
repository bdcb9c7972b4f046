package dev.concertina.source.pgroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.source.Sources;
import dev.concertina.source.YamlMigrationReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgrollOperationsTest {

  private static final YamlMigrationReader READER = new YamlMigrationReader(Sources.PARSER);

  private static List<Change> read(String operation) {
    return READER.read("V7__test.yaml", "operations:\n  - " + operation.replace('@', '\n'));
  }

  private static MigrationException refusal(String operation) {
    return catchThrowableOfType(MigrationException.class, () -> read(operation));
  }

  private static void assertSame(List<Change> changes, String sql) {
    assertThat(changes)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*origin\\.(file|line)")
        .isEqualTo(Sources.read(sql.replace('@', '\n')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add_column: {table: t, column: {name: c, type: int, nullable: true}} | ALTER TABLE "t" ADD COLUMN "c" int
          add_column: {table: t, up: "(SELECT length(a))", column: {name: c, type: int}} | -- concertina: up = length(a)@ALTER TABLE "t" ADD COLUMN "c" int NOT NULL
          add_column: {table: t, column: {name: c, type: int, default: "0"}} | ALTER TABLE "t" ADD COLUMN "c" int DEFAULT 0 NOT NULL
          add_column: {table: t, column: {name: c, type: int, pk: true, generated: {identity: {user_specified_values: ALWAYS}}}} | ALTER TABLE "t" ADD COLUMN "c" int GENERATED ALWAYS AS IDENTITY NOT NULL; ALTER TABLE "t" ADD PRIMARY KEY ("c")
          alter_column: {table: t, column: c, type: int, up: c::int, down: c::text} | -- concertina: up = c::int@-- concertina: down = c::text@ALTER TABLE "t" ALTER COLUMN "c" TYPE int
          alter_column: {table: t, column: c, nullable: false, up: "(SELECT CASE WHEN c IS NULL THEN '' ELSE c END)", down: c} | -- concertina: up = CASE WHEN c IS NULL THEN '' ELSE c END@ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL
          alter_column: {table: t, column: c, nullable: false, up: "SELECT CASE WHEN c IS NULL THEN '' ELSE c END", down: c} | -- concertina: up = CASE WHEN c IS NULL THEN '' ELSE c END@ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL
          alter_column: {table: t, column: c, default: null} | ALTER TABLE "t" ALTER COLUMN "c" DROP DEFAULT
          alter_column: {table: t, column: c, default: "now()"} | ALTER TABLE "t" ALTER COLUMN "c" SET DEFAULT now()
          alter_column: {table: t, column: c, name: d} | ALTER TABLE "t" RENAME COLUMN "c" TO "d"
          drop_column: {table: t, column: c, down: "(SELECT a)"} | -- concertina: down = a@ALTER TABLE "t" DROP COLUMN "c"
          rename_column: {table: t, from: a, to: b} | ALTER TABLE "t" RENAME COLUMN "a" TO "b"
          rename_table: {from: a, to: b} | ALTER TABLE "a" RENAME TO "b"
          drop_table: {name: a} | DROP TABLE "a"
          drop_index: {name: i} | DROP INDEX "i"
          create_index: {name: i, table: t, columns: [a, b], predicate: a > 0, method: btree, storage_parameters: fillfactor = 70} | CREATE INDEX "i" ON "t" USING "btree" ("a", "b") WITH (fillfactor = 70) WHERE (a > 0)
          create_index: {name: i, table: t, unique: true, columns: [{name: a, sort: DESC, nulls: LAST, opclass: {name: int8_ops}}]} | CREATE UNIQUE INDEX "i" ON "t" ("a" "int8_ops" DESC NULLS LAST)
          sql: {up: CREATE TYPE mood AS ENUM (); CREATE SEQUENCE s, down: DROP TYPE mood} | CREATE TYPE mood AS ENUM (); CREATE SEQUENCE s
          """)
  void an_operation_is_the_change_that_its_sql_is(String operation, String sql) {
    assertSame(read(operation), sql);
  }

  @Test
  void a_table_is_made_with_its_constraints_and_comments() {
    String operation =
        """
        create_table:
              name: app.tickets
              comment: what people ask
              columns:
                - {name: id, type: bigint, pk: true, generated: {identity: {user_specified_values: BY DEFAULT}}}
                - {name: sellers, type: int, nullable: true, unique: true, comment: who sells}
                - {name: zip, type: text, check: {name: zip_check, constraint: zip <> ''}}
                - {name: owner, type: int, references: {name: fk, table: users, column: id, on_delete: CASCADE}}
              constraints:
                - {name: once, type: unique, columns: [zip, owner], nulls_not_distinct: true}
                - {name: fk2, type: foreign_key, columns: [zip], references: {table: zips, columns: [zip]}, deferrable: true}
        """;
    assertSame(
        read(operation.strip()),
        """
        CREATE TABLE "app"."tickets" (
          "id" bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
          "sellers" int UNIQUE,
          "zip" text NOT NULL CONSTRAINT "zip_check" CHECK (zip <> ''),
          "owner" int NOT NULL CONSTRAINT "fk" REFERENCES "users" ("id") ON DELETE CASCADE,
          CONSTRAINT "once" UNIQUE NULLS NOT DISTINCT ("zip", "owner"),
          CONSTRAINT "fk2" FOREIGN KEY ("zip") REFERENCES "zips" ("zip") DEFERRABLE
        );
        COMMENT ON TABLE "app"."tickets" IS 'what people ask';
        COMMENT ON COLUMN "app"."tickets"."sellers" IS 'who sells';
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter_colum: {table: t}  | yaml-shape | Unknown key "alter_colum" in operations.
          add_column: {table: t, column: {name: c, type: int, null: true}} | yaml-shape | Unknown key "null" in add_column.column.
          add_column: {table: t, column: {name: c, type: int, generated: {identity: {user_specified_values: ALWAYS, sequence_options: START 3}}}} | pgroll-unmapped | sequence_options of pgroll has no counterpart here
          create_constraint: {table: t, name: n, type: check, check: a > 0, up: {a: abs(a)}, down: {a: a}} | pgroll-unmapped | `up` beside a constraint of pgroll has no counterpart here
          drop_constraint: {table: t, name: n, up: a, down: "(SELECT abs(a))"} | pgroll-unmapped | `down` beside a constraint
          sql: {up: CREATE} | yaml-sql | PostgreSQL cannot read this
          """)
  void what_has_no_counterpart_is_refused_by_name(String operation, String code, String message) {
    MigrationException refusal = refusal(operation);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.getMessage()).startsWith(message);
    assertThat(refusal.origin()).hasValueSatisfying(o -> assertThat(o.line()).isEqualTo(2));
  }

  @Test
  void a_file_may_be_json() {
    String json =
        "{\n\t\"name\": \"04\",\n\t\"operations\": [\n\t\t{ \"rename_table\": { \"from\": \"a\","
            + " \"to\": \"b\" } }\n\t]\n}\n";
    assertSame(READER.read("V4__x.json", json), "ALTER TABLE \"a\" RENAME TO \"b\"");
  }
}
