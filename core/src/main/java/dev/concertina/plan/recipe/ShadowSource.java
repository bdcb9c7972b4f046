package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Generation;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.OwnedSequence;
import dev.concertina.change.AlterObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import dev.concertina.sql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sequences that go with the old column, taken over by the shadow right before that column is
 * dropped. Until then both applications draw from the old column's: it has the only default.
 *
 * <p>A sequence changes its owner. That of an identity cannot ("ALTER SEQUENCE", OWNED BY): another
 * one of the same name goes on where it stood. Renaming the old one first locks it, so that nobody
 * draws from it meanwhile.
 */
record ShadowSource(Shadow shadow) {

  private static final String INTEGER = "integer";
  private static final String SMALLINT = "smallint";

  /** In the table's last transaction, while both columns are there. */
  List<Statement> takeOver() {
    List<Sql> statements = new ArrayList<>();
    for (OwnedSequence sequence : shadow.old().sequences()) {
      statements.addAll(sequence.identity() ? recreate(sequence) : List.of(changeOwner(sequence)));
    }
    return statements.stream().map(sql -> alter(shadow.table().name(), sql)).toList();
  }

  /** A sequence keeps its type where it is not that of an identity, as after the naive SQL. */
  List<String> warnings() {
    return shadow.old().sequences().stream()
        .filter(sequence -> !sequence.identity() && sequence.type().equals(shadow.old().type()))
        .filter(sequence -> !sequence.type().equals(shadow.type()))
        .filter(sequence -> !isAltered(sequence))
        .map(
            sequence ->
                "the sequence "
                    + sequence.name()
                    + " stays "
                    + sequence.type()
                    + " and ends at "
                    + sequence.max()
                    + ", as after ALTER TABLE: let ALTER SEQUENCE "
                    + sequence.name()
                    + " AS "
                    + shadow.type()
                    + " follow")
        .toList();
  }

  /** Whether the migration says what the sequence becomes. */
  private boolean isAltered(OwnedSequence sequence) {
    return shadow
        .context()
        .all(AlterObject.class)
        .filter(alter -> alter.what() == AlterObject.Alteration.DEFINITION)
        .map(AlterObject::object)
        .filter(object -> object.kind() == ObjectKind.SEQUENCE)
        .anyMatch(object -> object.last().equals(sequence.name().name()));
  }

  private Sql changeOwner(OwnedSequence sequence) {
    return Sql.of(
        "ALTER SEQUENCE {} OWNED BY {}.{}",
        sequence.name(),
        shadow.table().name(),
        shadow.physical());
  }

  private List<Sql> recreate(OwnedSequence sequence) {
    QualifiedName name = sequence.name();
    Identifier given = name.name().derived(shadow.context().suffix());
    List<Sql> statements = new ArrayList<>();
    statements.add(Sql.of("ALTER SEQUENCE {} RENAME TO {}", name, given));
    statements.add(
        Sql.of(
            "ALTER TABLE {} ALTER COLUMN {} ADD GENERATED {} AS IDENTITY (SEQUENCE NAME {} {})",
            shadow.table().name(),
            shadow.physical(),
            shadow.old().generation() == Generation.ALWAYS_IDENTITY
                ? Sql.of("ALWAYS")
                : Sql.of("BY DEFAULT"),
            name,
            options(sequence)));
    statements.add(
        Sql.of(
            "SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
            Sql.literal(name.sql()),
            name.sibling(given)));
    for (Grant grant : sequence.grants()) {
      statements.add(grantOn(name, grant));
    }
    sequence
        .comment()
        .ifPresent(
            text ->
                statements.add(Sql.of("COMMENT ON SEQUENCE {} IS {}", name, Sql.literal(text))));
    return statements;
  }

  private static Sql grantOn(QualifiedName sequence, Grant grant) {
    return Sql.of(
        "GRANT {} ON SEQUENCE {} TO {}{}",
        Sql.verbatim(grant.privilege()),
        sequence,
        grant.role().<SqlPart>map(role -> role).orElse(Sql.of("PUBLIC")),
        grant.grantable() ? Sql.of(" WITH GRANT OPTION") : Sql.of(""));
  }

  /** Limits that are those of the old type become those of the new one ("ALTER SEQUENCE", AS). */
  private Sql options(OwnedSequence sequence) {
    TypeName type = shadow.type();
    long min = sequence.min() == min(sequence.type()) ? min(type) : sequence.min();
    long max = sequence.max() == max(sequence.type()) ? max(type) : sequence.max();
    return Sql.join(
        " ",
        Stream.of(
                Sql.of("START WITH {}", Sql.number(sequence.start())),
                Sql.of("INCREMENT BY {}", Sql.number(sequence.increment())),
                Sql.of("MINVALUE {}", Sql.number(min)),
                Sql.of("MAXVALUE {}", Sql.number(max)),
                Sql.of("CACHE {}", Sql.number(sequence.cache())),
                sequence.cycles() ? Sql.of("CYCLE") : Sql.of("NO CYCLE"))
            .toList());
  }

  private static long min(TypeName type) {
    return switch (type.sql()) {
      case SMALLINT -> Short.MIN_VALUE;
      case INTEGER -> Integer.MIN_VALUE;
      default -> Long.MIN_VALUE;
    };
  }

  private static long max(TypeName type) {
    return switch (type.sql()) {
      case SMALLINT -> Short.MAX_VALUE;
      case INTEGER -> Integer.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }
}
