package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AddCheck;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.AlterConstraint;
import dev.concertina.change.Change;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.Reference;
import dev.concertina.change.RenameConstraint;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.change.ValidateConstraint;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewConstraintReaderTest {

  @Test
  void a_check_keeps_its_expression_as_written() {
    assertChange(
            AddCheck.class,
            "ALTER TABLE t ADD CONSTRAINT \"K\" CHECK (a > (1) AND b <> ')') NO INHERIT NOT VALID")
        .returns(Optional.of(new Identifier("K")), AddCheck::name)
        .returns(Sql.of("CHECK (a > (1) AND b <> ')') NO INHERIT"), AddCheck::definition)
        .returns(true, AddCheck::notValid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADD UNIQUE (a, \"B\")|UNIQUE (\"a\", \"B\")",
        "ADD UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED"
            + "|UNIQUE NULLS NOT DISTINCT (\"a\") INCLUDE (\"b\") DEFERRABLE INITIALLY DEFERRED",
        "ADD PRIMARY KEY (a) WITH (fillfactor = 70) USING INDEX TABLESPACE s"
            + "|PRIMARY KEY (\"a\") WITH (\"fillfactor\" = '70') USING INDEX TABLESPACE \"s\"",
        "ADD c int UNIQUE|UNIQUE (\"c\")",
        "ADD c int CONSTRAINT k UNIQUE INITIALLY DEFERRED"
            + "|UNIQUE (\"c\") DEFERRABLE INITIALLY DEFERRED",
        "ADD c int PRIMARY KEY|PRIMARY KEY (\"c\")",
      })
  void a_key_is_written_anew(String action, String definition) {
    List<Change> changes = read("ALTER TABLE t " + action);

    assertThat(((AddUnique) changes.get(changes.size() - 1)).definition().sql())
        .isEqualTo(definition);
  }

  @Test
  void a_foreign_key_is_taken_apart() {
    assertChange(
            AddForeignKey.class,
            "ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES s.o (x, y) MATCH FULL"
                + " ON UPDATE CASCADE ON DELETE SET NULL (b) DEFERRABLE NOT VALID")
        .returns(
            new Reference(
                names("a", "b"),
                new TableRef(Optional.of(new Identifier("s")), new Identifier("o")),
                names("x", "y"),
                Sql.of("MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL (\"b\") DEFERRABLE"),
                false),
            AddForeignKey::reference)
        .returns(true, AddForeignKey::notValid)
        .returns(Optional.empty(), AddForeignKey::name);
  }

  @Test
  void a_foreign_key_of_a_column_knows_its_column_and_what_stands_behind_it() {
    AddForeignKey key =
        (AddForeignKey)
            read("ALTER TABLE t ADD c int NULL CONSTRAINT k REFERENCES o DEFERRABLE INITIALLY"
                    + " DEFERRED DEFAULT 1")
                .get(1);

    assertThat(key.name()).contains(new Identifier("k"));
    assertThat(key.reference())
        .isEqualTo(
            new Reference(
                names("c"),
                TableRef.of("o"),
                List.of(),
                Sql.of("DEFERRABLE INITIALLY DEFERRED"),
                true));
  }

  @Test
  void an_exclusion_constraint_keeps_its_text() {
    assertChange(
            AddExclusion.class,
            "-- concertina: phase = contract\n"
                + "ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&) WHERE (b)")
        .returns(Sql.of("EXCLUDE USING gist (a WITH &&) WHERE (b)"), AddExclusion::definition)
        .returns(Optional.of(RunPhase.CONTRACT), AddExclusion::phase);
  }

  @Test
  void an_index_becomes_a_constraint() {
    assertChange(AdoptIndex.class, "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i DEFERRABLE")
        .returns(new Identifier("i"), AdoptIndex::index)
        .returns(Optional.of(new Identifier("k")), AdoptIndex::name)
        .returns(Sql.of("DEFERRABLE"), AdoptIndex::timing);
  }

  @Test
  void the_other_statements_about_constraints_are_read() {
    assertChange(DropConstraint.class, "ALTER TABLE t DROP CONSTRAINT IF EXISTS k CASCADE")
        .returns(true, DropConstraint::ifExists)
        .returns(true, DropConstraint::cascade);
    assertChange(RenameConstraint.class, "ALTER TABLE t RENAME CONSTRAINT a TO b")
        .returns(new Identifier("a"), RenameConstraint::from)
        .returns(new Identifier("b"), RenameConstraint::to);
    assertChange(ValidateConstraint.class, "ALTER TABLE t VALIDATE CONSTRAINT k")
        .returns(new Identifier("k"), ValidateConstraint::name);
    assertChange(AlterConstraint.class, "ALTER TABLE t ALTER CONSTRAINT k NOT DEFERRABLE")
        .returns(Sql.of("NOT DEFERRABLE"), AlterConstraint::timing);
    assertChange(AlterConstraint.class, "ALTER TABLE t ALTER CONSTRAINT k INITIALLY DEFERRED")
        .returns(Sql.of("DEFERRABLE INITIALLY DEFERRED"), AlterConstraint::timing);
  }

  @Test
  void what_is_added_not_valid_and_validated_is_one_constraint() {
    assertChange(
            AddForeignKey.class,
            "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES o NOT VALID;"
                + " ALTER TABLE t VALIDATE CONSTRAINT k")
        .returns(false, AddForeignKey::notValid);
    assertThat(
            read(
                "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;"
                    + " ALTER TABLE t VALIDATE CONSTRAINT other"))
        .hasSize(2);
  }

  @Test
  void a_primary_key_takes_no_earlier_phase() {
    assertThat(refusal("-- concertina: phase = expand\nALTER TABLE t ADD PRIMARY KEY (a)").code())
        .isEqualTo("unusable-directive");
  }

  private static List<Identifier> names(String... names) {
    return List.of(names).stream().map(Identifier::new).toList();
  }
}
