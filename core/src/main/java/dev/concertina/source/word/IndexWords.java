package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.orNothing;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** Words about indexes. */
final class IndexWords {

  private static final Field INDEX = Field.required("index", Texts.NAME, "The index.");

  private static final Shape.Form PART =
      new Shape.Form(
          List.of(
              Field.optional("column", Texts.NAME, "A column, or else an expression."),
              Field.optional("expression", Texts.SQL, "An SQL expression, instead of a column."),
              Field.optional("collation", Texts.NAME, "As in COLLATE."),
              Field.optional("operators", Texts.NAME, "The operator class."),
              Field.optional(
                  "order", new Shape.Choice(List.of("asc", "desc")), "Ascending if" + " left out."),
              Field.optional(
                  "nulls", new Shape.Choice(List.of("first", "last")), "Where NULLs stand.")));

  private IndexWords() {}

  static List<Word> all() {
    return List.of(create(), drop(), rename());
  }

  private static Word create() {
    return Word.statement(
        "create_index",
        "A new index, built while reads and writes go on.",
        List.of(
            Field.required("index", Texts.NAME, "Its name, without a schema."),
            Texts.TABLE,
            Field.required(
                "columns",
                new Shape.ListOf(new Shape.TextOr(PART)),
                "What it orders by: columns, or mappings that say more."),
            Field.optional("unique", Texts.FLAG, "Whether no value may stand twice."),
            Field.optional("method", Texts.NAME, "As in USING; btree if left out."),
            Field.optional("include", Texts.NAMES, "Columns that it holds besides."),
            Field.optional("where", Texts.SQL, "Which rows it holds: an SQL expression."),
            Texts.PHASE),
        IndexWords::statement);
  }

  private static Sql statement(Given given) {
    List<Identifier> include = given.names("include");
    return Sql.of(
        "CREATE {}INDEX {} ON {}{} ({}){}{}",
        given.flag("unique") ? Sql.of("UNIQUE ") : Texts.nothing(),
        given.name("index"),
        given.table("table").sql(),
        given.has("method") ? Sql.of(" USING {}", given.name("method")) : Texts.nothing(),
        Sql.join(", ", given.formsOr("columns", "column").stream().map(IndexWords::part).toList()),
        include.isEmpty() ? Texts.nothing() : Sql.of(" INCLUDE ({})", Texts.names(include)),
        orNothing(given.expression("where").map(where -> Sql.of(" WHERE ({})", where))));
  }

  private static Sql part(Given part) {
    if (part.has("column") == part.has("expression")) {
      throw part.place()
          .refusal(
              "yaml-form",
              part.line(),
              part.place().words() + " needs either a column or an expression.",
              "Keep one of the two.");
    }
    return Sql.of(
        "{}{}{}{}{}",
        part.has("column")
            ? Sql.of("{}", part.name("column"))
            : Sql.of("({})", orNothing(part.expression("expression"))),
        part.has("collation") ? Sql.of(" COLLATE {}", part.name("collation")) : Texts.nothing(),
        part.has("operators") ? Sql.of(" {}", part.name("operators")) : Texts.nothing(),
        orNothing(part.word("order").map(o -> o.equals("desc") ? Sql.of(" DESC") : Sql.of(" ASC"))),
        orNothing(
            part.word("nulls")
                .map(n -> n.equals("first") ? Sql.of(" NULLS FIRST") : Sql.of(" NULLS LAST"))));
  }

  private static Word drop() {
    return Word.statement(
        "drop_index",
        "An index goes.",
        List.of(
            Field.required("index", Texts.NAME, "The index, as name or schema.name."),
            Texts.IF_EXISTS,
            Texts.CASCADE),
        given ->
            Sql.of(
                "DROP INDEX {}{}{}",
                Texts.ifExists(given),
                given.table("index").sql(),
                Texts.cascade(given)));
  }

  private static Word rename() {
    return Word.statement(
        "rename_index",
        "An index gets another name.",
        List.of(INDEX, Field.required("to", Texts.NAME, "Its new name.")),
        given ->
            Sql.of("ALTER INDEX {} RENAME TO {}", given.table("index").sql(), given.name("to")));
  }
}
