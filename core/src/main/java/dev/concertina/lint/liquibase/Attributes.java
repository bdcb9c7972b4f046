package dev.concertina.lint.liquibase;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an element's attributes mean in SQL. */
final class Attributes {

  private static final Sql NOTHING = Sql.verbatim("");
  private static final Pattern SIMPLE = Pattern.compile("[a-z_][a-z0-9_]*|[A-Z_][A-Z0-9_]*");

  private Attributes() {}

  /** {@code tableName} with {@code schemaName}, for instance. */
  static SqlPart qualified(Element change, String schema, String name) {
    SqlPart own = name(change.get(name).orElse("?"));
    return change.get(schema).map(found -> (SqlPart) Sql.of("{}.{}", name(found), own)).orElse(own);
  }

  static SqlPart table(Element change) {
    return qualified(change, "schemaName", "tableName");
  }

  static SqlPart name(Element change, String attribute) {
    return name(change.get(attribute).orElse("?"));
  }

  /** As Liquibase writes it by default: quoted only if it is reserved or would lose its case. */
  static SqlPart name(String name) {
    String plain = name.strip();
    boolean tooLong = plain.getBytes(StandardCharsets.UTF_8).length > Identifier.MAX_BYTES;
    boolean simple = SIMPLE.matcher(plain).matches() && !ReservedWords.contain(plain);
    return simple || plain.isEmpty() || tooLong || plain.contains("${")
        ? Sql.verbatim(plain)
        : new Identifier(plain);
  }

  /** {@code CONSTRAINT name }, or nothing. */
  static Sql constraint(Optional<String> name) {
    return name.map(found -> Sql.of("CONSTRAINT {} ", name(found))).orElse(NOTHING);
  }

  /** {@code a, b} as names. */
  static Sql names(String list) {
    List<SqlPart> names = Arrays.stream(list.split(",", -1)).map(Attributes::name).toList();
    return Sql.join(", ", names);
  }

  /** {@code value}, {@code valueNumeric} and their like; nothing if none is given. */
  static Optional<Sql> value(Element change, String prefix) {
    return change
        .get(prefix)
        .map(Sql::literal)
        .or(() -> change.get(prefix + "Numeric").map(Sql::verbatim))
        .or(() -> change.get(prefix + "Boolean").map(Sql::verbatim))
        .or(() -> change.get(prefix + "Computed").map(Sql::verbatim))
        .or(() -> change.get(prefix + "Date").map(Attributes::date))
        .or(() -> change.get(prefix + "SequenceNext").map(Attributes::next));
  }

  private static Sql date(String value) {
    boolean constant = value.matches("[0-9].*");
    return constant ? Sql.literal(value) : Sql.verbatim(value);
  }

  private static Sql next(String sequence) {
    return Sql.of("nextval({})", Sql.literal(sequence));
  }

  /** {@code DEFERRABLE INITIALLY DEFERRED}, or what of it is wanted. */
  static Sql deferrable(Element change) {
    Sql when = change.isTrue("initiallyDeferred") ? Sql.verbatim(" INITIALLY DEFERRED") : NOTHING;
    return change.isTrue("deferrable") ? Sql.of(" DEFERRABLE{}", when) : when;
  }

  static Sql optional(boolean wanted, String words) {
    return wanted ? Sql.verbatim(words) : NOTHING;
  }
}
