package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.alter;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Words about what a table is told that changes neither rows nor columns. */
final class PropertyWords {

  private static final Field NUMBER =
      Field.required("target", Texts.SQL, "The number of values that ANALYZE looks for.");

  private PropertyWords() {}

  static List<Word> all() {
    return List.of(
        onColumn(
            "add_identity",
            "PostgreSQL counts the values of a column.",
            List.of(
                Field.optional("always", Texts.FLAG, "Whether a value of one's own is refused.")),
            given ->
                Sql.of(
                    "ADD GENERATED {} AS IDENTITY",
                    given.flag("always") ? Sql.of("ALWAYS") : Sql.of("BY DEFAULT"))),
        onColumn(
            "drop_identity",
            "PostgreSQL does not count the values of a column any more.",
            List.of(),
            given -> Sql.of("DROP IDENTITY")),
        onColumn(
            "set_statistics",
            "How closely ANALYZE looks at a column.",
            List.of(NUMBER),
            given -> Sql.of("SET STATISTICS {}", given.expression("target").orElseThrow())),
        onColumn(
            "set_storage",
            "Where large values of a column stand.",
            List.of(
                choice(
                    "storage",
                    "How they are kept.",
                    "plain",
                    "external",
                    "main",
                    "extended",
                    "default")),
            given -> Sql.of("SET STORAGE {}", upper(given, "storage"))),
        onTable(
            "set_owner",
            "A table gets another owner.",
            List.of(Field.required("owner", Texts.NAME, "The role."), Texts.PHASE),
            given -> Sql.of("OWNER TO {}", given.name("owner"))),
        onTable(
            "set_replica_identity",
            "How logical replication names a row.",
            List.of(
                choice("identity", "By what.", "default", "full", "nothing", "index"),
                Field.optional("index", Texts.NAME, "The unique index, where identity is index.")),
            given ->
                given.has("index")
                    ? Sql.of("REPLICA IDENTITY USING INDEX {}", given.name("index"))
                    : Sql.of("REPLICA IDENTITY {}", upper(given, "identity"))),
        onTable(
            "set_row_security",
            "Whether policies decide which rows are seen.",
            List.of(
                Field.required("enabled", Texts.FLAG, "Whether they do."),
                Field.optional("forced", Texts.FLAG, "Whether they do for the owner as well."),
                Texts.PHASE),
            PropertyWords::rowSecurity),
        onTable(
            "set_schema",
            "A table gets into another schema.",
            List.of(Field.required("schema", Texts.NAME, "The schema.")),
            given -> Sql.of("SET SCHEMA {}", given.name("schema"))),
        onTable(
            "set_trigger",
            "Whether a trigger fires.",
            List.of(
                Field.required("trigger", Texts.NAME, "The trigger."),
                choice("fires", "When.", "never", "usually", "always", "replica"),
                Texts.PHASE),
            given -> Sql.of("{} TRIGGER {}", firing(given), given.name("trigger"))));
  }

  private static Sql rowSecurity(Given given) {
    return Sql.of(
        "{} ROW LEVEL SECURITY{}",
        given.flag("enabled") ? Sql.of("ENABLE") : Sql.of("DISABLE"),
        given.flag("forced") ? Sql.of(", FORCE ROW LEVEL SECURITY") : Texts.nothing());
  }

  private static Sql firing(Given given) {
    return switch (given.text("fires").text()) {
      case "never" -> Sql.of("DISABLE");
      case "always" -> Sql.of("ENABLE ALWAYS");
      case "replica" -> Sql.of("ENABLE REPLICA");
      default -> Sql.of("ENABLE");
    };
  }

  private static Field choice(String key, String about, String... words) {
    return Field.required(key, new Shape.Choice(List.of(words)), about);
  }

  /** A word of the list that its shape gives. */
  private static Sql upper(Given given, String key) {
    return Sql.verbatim(given.text(key).text().toUpperCase(Locale.ROOT));
  }

  private static Word onTable(
      String word, String about, List<Field> fields, Function<Given, SqlPart> action) {
    return Word.statement(
        word,
        about,
        Stream.concat(Stream.of(Texts.TABLE), fields.stream()).toList(),
        given -> alter(given, action.apply(given)));
  }

  private static Word onColumn(
      String word, String about, List<Field> fields, Function<Given, SqlPart> action) {
    return onTable(
        word,
        about,
        Stream.concat(Stream.of(Texts.COLUMN), fields.stream()).toList(),
        given -> Sql.of("ALTER COLUMN {} {}", given.name("column"), action.apply(given)));
  }
}
