package dev.concertina.lint.liquibase;

import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.text.Legible;
import dev.concertina.lint.text.LinedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One change set of a changelog as scripts: its own SQL, and each file that it names. */
final class ChangeSet {

  private final ChangelogFile file;
  private final Element element;
  private final TransactionMode transaction;
  private final StructuredChanges changes;
  private final List<ScriptFile> scripts = new ArrayList<>();
  private LinedText text = new LinedText();

  private ChangeSet(ChangelogFile file, Element element, StructuredChanges changes) {
    this.file = file;
    this.element = element;
    this.changes = changes;
    this.transaction =
        element.isFalse("runInTransaction")
            ? TransactionMode.EACH_STATEMENT
            : TransactionMode.WHOLE_SCRIPT;
  }

  static List<ScriptFile> read(ChangelogFile file, Element element, StructuredChanges changes) {
    return isForPostgres(element) ? new ChangeSet(file, element, changes).scripts() : List.of();
  }

  private List<ScriptFile> scripts() {
    for (Element change : element.children()) {
      if (!isForPostgres(change)) {
        continue;
      }
      if (change.name().equals("sqlFile")) {
        close();
        sqlFile(change);
      } else {
        changes.of(change).forEach(sql -> text.add(sql.text(), sql.line()));
      }
    }
    close();
    return scripts;
  }

  private void sqlFile(Element change) {
    String wanted = change.get("path").orElse("");
    boolean relative = change.isTrue("relativeToChangelogFile");
    Optional<Path> found = file.resolve(wanted, relative);
    found
        .map(file::sqlOf)
        .ifPresent(
            sql ->
                scripts.add(
                    new ScriptFile(
                        found.map(Path::toString).orElse(wanted),
                        found,
                        Legible.of(sql),
                        transaction)));
    if (found.isEmpty()) {
      file.lacks(wanted, change.line());
    }
  }

  private void close() {
    String sql = file.substitute(text.toString());
    if (!sql.isBlank()) {
      scripts.add(
          new ScriptFile(file.name(), Optional.of(file.path()), Legible.of(sql), transaction));
    }
    text = new LinedText();
  }

  private static boolean isForPostgres(Element element) {
    return Databases.arePostgres(element.get("dbms").orElse(""));
  }
}
