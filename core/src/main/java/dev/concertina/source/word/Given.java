package dev.concertina.source.word;

import dev.concertina.change.MigrationException;
import dev.concertina.change.TableRef;
import dev.concertina.source.fragment.Fragment;
import dev.concertina.source.fragment.FragmentException;
import dev.concertina.source.fragment.Fragments;
import dev.concertina.source.yaml.YamlNode;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** What a form says, once its shape has been checked. Names are taken as they are written. */
public final class Given {

  private final Place place;
  private final Fragments fragments;
  private final YamlNode.Mapping mapping;

  public Given(Place place, Fragments fragments, YamlNode.Mapping mapping) {
    this.place = place;
    this.fragments = fragments;
    this.mapping = mapping;
  }

  /** A key of the author's and what stands under it. */
  public record Named<T>(Identifier name, T value) {}

  public int line() {
    return mapping.line();
  }

  public Place place() {
    return place;
  }

  public boolean has(String key) {
    return value(key).isPresent();
  }

  /** Whether the key is there and says null. */
  public boolean isNull(String key) {
    return scalar(key).filter(scalar -> scalar.kind() == YamlNode.Kind.NULL).isPresent();
  }

  public boolean flag(String key) {
    return word(key).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** A choice or another text, as written. */
  public Optional<String> word(String key) {
    return scalar(key).map(YamlNode.Scalar::text);
  }

  /** A field that the form requires. */
  public YamlNode.Scalar text(String key) {
    return scalar(key).orElseThrow();
  }

  public Identifier name(String key) {
    return identifier(text(key).text(), text(key).line());
  }

  public List<Identifier> names(String key) {
    return items(key).stream().map(item -> identifier(textOf(item), item.line())).toList();
  }

  /** {@code table} or {@code schema.table}. */
  public TableRef table(String key) {
    YamlNode.Scalar text = text(key);
    String[] parts = text.text().split("\\.", -1);
    return switch (parts.length) {
      case 1 -> new TableRef(Optional.empty(), identifier(parts[0], text.line()));
      case 2 ->
          new TableRef(
              Optional.of(identifier(parts[0], text.line())), identifier(parts[1], text.line()));
      default ->
          throw place.refusal(
              "bad-name",
              text.line(),
              "\"" + text.text() + "\" has more than one dot.",
              "Write schema.name; for a name that holds a dot, write the statement under sql.");
    };
  }

  /** The type's own text. */
  public Sql type(String key) {
    return Sql.verbatim(fragment(key, "type", text(key), fragments::type).text());
  }

  public Optional<Sql> expression(String key) {
    return scalar(key).map(scalar -> expression(key, scalar));
  }

  /** The parts of a list of expressions. */
  List<Sql> expressionList(String key) {
    return items(key).stream().map(item -> expression(key, (YamlNode.Scalar) item)).toList();
  }

  /** An expression that may stand anywhere, as one whole. */
  public Optional<Sql> bracketed(String key) {
    return scalar(key).map(scalar -> bracketed(fragment(key, scalar)));
  }

  private Sql expression(String key, YamlNode.Scalar scalar) {
    return Sql.verbatim(fragment(key, scalar).text());
  }

  /** Behind DEFAULT, the grammar takes arithmetic without brackets, but no AND or IN. */
  private static Sql bracketed(Fragment expression) {
    Sql text = Sql.verbatim(expression.text());
    return switch (expression.tree().kind()) {
      case "A_Const", "FuncCall", "TypeCast", "SQLValueFunction" -> text;
      default -> Sql.of("({})", text);
    };
  }

  /** The parts of a mapping from names to texts. */
  List<Named<String>> reasons(String key) {
    return entries(key).stream().map(entry -> named(entry, textOf(entry.value()))).toList();
  }

  /** The parts of a mapping from names to names. */
  List<Named<Identifier>> nameMap(String key) {
    return entries(key).stream()
        .map(entry -> named(entry, identifier(textOf(entry.value()), entry.value().line())))
        .toList();
  }

  /** The parts of a mapping from names to expressions. */
  public List<Named<Sql>> expressions(String key) {
    return entries(key).stream()
        .map(entry -> named(entry, expression(entry.key(), (YamlNode.Scalar) entry.value())))
        .toList();
  }

  /** The parts of a mapping from names to lists of names. */
  List<Named<List<Identifier>>> nameLists(String key) {
    return entries(key).stream()
        .map(
            entry ->
                named(
                    entry,
                    ((YamlNode.Items) entry.value())
                        .items().stream()
                            .map(item -> identifier(textOf(item), item.line()))
                            .toList()))
        .toList();
  }

  /** The parts of a mapping from names to forms. */
  List<Named<Given>> forms(String key) {
    return entries(key).stream()
        .map(entry -> named(entry, form(place.under(entry.key()), entry.value())))
        .toList();
  }

  public Optional<Given> form(String key) {
    return value(key).map(value -> form(place.under(key), value));
  }

  /** The parts of a list of names or forms; a bare name becomes a form with one key. */
  public List<Given> formsOr(String key, String bare) {
    return items(key).stream()
        .map(
            item ->
                item instanceof YamlNode.Mapping
                    ? form(place.under(key), item)
                    : form(
                        place.under(key),
                        new YamlNode.Mapping(
                            item.line(), List.of(new YamlNode.Entry(item.line(), bare, item)))))
        .toList();
  }

  List<YamlNode.Entry> entries(String key) {
    return value(key).map(value -> ((YamlNode.Mapping) value).entries()).orElse(List.of());
  }

  private Given form(Place at, YamlNode node) {
    return new Given(at, fragments, (YamlNode.Mapping) node);
  }

  private <T> Named<T> named(YamlNode.Entry entry, T value) {
    return new Named<>(identifier(entry.key(), entry.line()), value);
  }

  private List<YamlNode> items(String key) {
    return value(key).map(value -> ((YamlNode.Items) value).items()).orElse(List.of());
  }

  private Optional<YamlNode> value(String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(YamlNode.Entry::value)
        .findFirst();
  }

  private Optional<YamlNode.Scalar> scalar(String key) {
    return value(key).map(YamlNode.Scalar.class::cast);
  }

  private static String textOf(YamlNode node) {
    return ((YamlNode.Scalar) node).text();
  }

  private Identifier identifier(String name, int line) {
    try {
      return new Identifier(name);
    } catch (IllegalArgumentException e) {
      MigrationException refused =
          place.refusal(
              "bad-name",
              line,
              "This name cannot be used: " + e.getMessage() + ".",
              "Choose another name.");
      throw (MigrationException) refused.initCause(e);
    }
  }

  private interface Reading {
    Fragment of(String text) throws FragmentException;
  }

  private Fragment fragment(String key, YamlNode.Scalar scalar) {
    return fragment(key, "expression", scalar, fragments::expression);
  }

  private Fragment fragment(String key, String what, YamlNode.Scalar scalar, Reading reading) {
    try {
      return reading.of(scalar.text());
    } catch (FragmentException e) {
      MigrationException refused =
          place.refusal(
              "yaml-sql",
              scalar.textLine() + e.line() - 1,
              place.under(key).path() + " is not one SQL " + what + ": " + e.getMessage() + ".",
              "Write one SQL " + what + ", without a semicolon.");
      throw (MigrationException) refused.initCause(e);
    }
  }
}
