package dev.concertina.lint.convert;

import dev.concertina.lint.text.Outline;
import dev.concertina.lint.text.Outline.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One operation of a migration of Django.
 *
 * @param title what {@code sqlmigrate} says of it in a comment, such as {@code Rename field
 *     user_name on user to full_name}; empty in SQL of another origin
 * @param sql its statements
 */
record DjangoOperation(String title, String sql) {

  private static final Pattern OF_A_FIELD =
      Pattern.compile(
          "(?:Remove|Rename|Alter) field (?<field>\\w+) (?:from|on) (?<model>\\w+)(?: to (?<to>\\w+))?");

  private static final Pattern OF_A_MODEL =
      Pattern.compile("(?:Delete|Rename) model (?<model>\\w+)(?: to (?<to>\\w+))?");

  private static final Pattern OF_A_TABLE =
      Pattern.compile("Rename table for (?<model>\\w+) to .+");

  private static final Pattern DASHES = Pattern.compile("^-+\\s*|\\s+$");

  /** In the order in which they run. */
  static List<DjangoOperation> of(String text) {
    Outline outline = Outline.of(text);
    List<DjangoOperation> operations = new ArrayList<>();
    List<Stretch> open = new ArrayList<>();
    String title = "";
    for (Stretch statement : outline.statements()) {
      String own = title(outline, text, statement.start());
      if (!own.equals(title)) {
        close(title, open, text, operations);
      }
      title = own;
      open.add(statement);
    }
    close(title, open, text, operations);
    return operations;
  }

  /** The nearest comment above that says something. */
  private static String title(Outline outline, String text, int before) {
    return outline.comments().stream()
        .filter(comment -> comment.end() <= before)
        .map(comment -> DASHES.matcher(comment.of(text)).replaceAll(""))
        .filter(words -> !words.isEmpty())
        .reduce("", (first, second) -> second);
  }

  private static void close(
      String title, List<Stretch> open, String text, List<DjangoOperation> operations) {
    if (!open.isEmpty()) {
      String sql =
          open.stream().map(statement -> statement.of(text) + ";\n").collect(Collectors.joining());
      operations.add(new DjangoOperation(title, sql));
      open.clear();
    }
  }

  /** The model, as the operation names it: {@code User} or {@code user}. */
  Optional<String> model() {
    return group(OF_A_FIELD, "model")
        .or(() -> group(OF_A_MODEL, "model"))
        .or(() -> group(OF_A_TABLE, "model"));
  }

  /** The field that it removes, renames or alters. */
  Optional<String> field() {
    return group(OF_A_FIELD, "field");
  }

  /** The field's new name. */
  Optional<String> newField() {
    return group(OF_A_FIELD, "to");
  }

  /** The model's new name. */
  Optional<String> newModel() {
    return group(OF_A_MODEL, "to");
  }

  /** Whether a model goes. */
  boolean deletesModel() {
    return title.startsWith("Delete model ");
  }

  /** Whether both are of one model, which Django writes {@code User} or {@code user}. */
  boolean isOf(DjangoOperation other) {
    return model().isPresent() && model().get().equalsIgnoreCase(other.model().orElse(""));
  }

  private Optional<String> group(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(title);
    return matcher.matches() ? Optional.ofNullable(matcher.group(name)) : Optional.empty();
  }
}
