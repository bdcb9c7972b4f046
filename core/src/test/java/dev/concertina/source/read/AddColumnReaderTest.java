package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AddColumn;
import dev.concertina.change.Numbering;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddColumnReaderTest {

  @Test
  void typeAndDefaultAreTheAuthorsOwnText() {
    assertChange(
            AddColumn.class,
            "ALTER TABLE app.users ADD COLUMN IF NOT EXISTS a varchar(50) DEFAULT 'x' || 'y' NOT"
                + " NULL")
        .satisfies(
            add -> {
              assertThat(add.table()).isEqualTo(TableRef.of(QualifiedName.of("app", "users")));
              assertThat(add.column()).isEqualTo(new Identifier("a"));
              assertThat(add.type()).isEqualTo("varchar(50)");
              assertThat(add.notNull()).isTrue();
              assertThat(add.defaultValue()).contains("'x' || 'y'");
              assertThat(add.up()).isEmpty();
              assertThat(add.ifNotExists()).isTrue();
              assertThat(add.origin()).hasToString("V7__test.sql:1");
            });
  }

  @Test
  void whatPostgresqlNumbersIsNotNull() {
    assertThat(read("ALTER TABLE t ADD c serial PRIMARY KEY"))
        .first()
        .isInstanceOfSatisfying(
            AddColumn.class,
            add -> {
              assertThat(add.type()).isEqualTo("integer");
              assertThat(add.notNull()).isTrue();
              assertThat(add.numbering()).contains(Numbering.serial());
            });
    assertChange(
            AddColumn.class,
            "ALTER TABLE t ADD c bigint GENERATED ALWAYS AS IDENTITY (START 5) NOT NULL")
        .satisfies(
            add -> {
              assertThat(add.type()).isEqualTo("bigint");
              assertThat(add.notNull()).isTrue();
              assertThat(add.numbering())
                  .contains(new Numbering(Numbering.Kind.IDENTITY_ALWAYS, Sql.of("START 5")));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar(50)",
        "\"Enum\"",
        "app.\"Status\"",
        "timestamp(3) with time zone",
        "text[]",
        "int ARRAY[4]",
        "double precision",
        "interval day to second (3)",
        "numeric(10, 2)",
        "national character varying(3)",
        "bit varying",
        "storage"
      })
  void typeIsKeptAsWritten(String type) {
    assertChange(AddColumn.class, "ALTER TABLE t ADD c " + type + " NULL, DROP d".substring(0, 5))
        .returns(type, AddColumn::type);
    assertThat(read("ALTER TABLE t ADD c " + type + ", ADD e int"))
        .first()
        .isInstanceOfSatisfying(AddColumn.class, add -> assertThat(add.type()).isEqualTo(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NULL", "now()", "'{}'::jsonb", "(1 + 2) * 3", "ARRAY[1, 2]", "E'a\\n'", "$$x$$"})
  void defaultIsKeptAsWritten(String expression) {
    assertChange(AddColumn.class, "ALTER TABLE t ADD c text NULL DEFAULT " + expression)
        .returns(Optional.of(expression), AddColumn::defaultValue);
    assertChange(AddColumn.class, "ALTER TABLE t ADD c text DEFAULT " + expression + " NOT NULL")
        .returns(Optional.of(expression), AddColumn::defaultValue)
        .returns(true, AddColumn::notNull);
  }

  @Test
  void upComesFromTheDirective() {
    assertChange(
            AddColumn.class,
            "-- concertina: up = split_part(name, ' ', 1)\nALTER TABLE t ADD c text NOT NULL")
        .returns(Optional.of("split_part(name, ' ', 1)"), AddColumn::up);
  }
}
