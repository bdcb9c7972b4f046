package dev.concertina.lint.file;

import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.text.Legible;
import dev.concertina.lint.text.MigrationBytes;
import dev.concertina.lint.text.Outline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** One file of SQL as its tool runs it, which is told by what stands in it and beside it. */
public final class SqlFile {

  /** The first lines of what programs print: they say themselves where a transaction begins. */
  private static final Pattern PRINTED =
      Pattern.compile(
          "\\A\\s*(BEGIN;\\s*)?--\\s*\\n-- [^\\n]+\\n--"
              + "|(?m)^-- Running (upgrade|downgrade) "
              + "|^-- PostgreSQL database (cluster )?dump");

  private static final Pattern SAYS_NO_TRANSACTION =
      Pattern.compile("(?im)\\A\\s*--\\s*no-transaction|^--\\s*atlas:txmode\\s+none");

  /** Flyway's and Diesel's settings of one migration. */
  private static final Pattern SET_TO_NO_TRANSACTION =
      Pattern.compile("(?im)^\\s*(executeInTransaction|run_in_transaction)\\s*=\\s*false");

  private static final Pattern ONE_BATCH = Pattern.compile("(?i).*\\.up\\.\\w+|migration\\.sql");

  private SqlFile() {}

  /**
   * The script of a file, or of standard input.
   *
   * @param name the file as the user named it
   */
  public static ScriptFile of(String name, Optional<Path> path, String text) {
    Optional<Marks> marks = Marks.of(text);
    TransactionMode transaction =
        marks.map(found -> found.transaction(text)).orElseGet(() -> transaction(path, text));
    String forward = marks.map(found -> found.forward(text)).orElse(text);
    return new ScriptFile(name, path, Legible.of(forward), transaction);
  }

  private static TransactionMode transaction(Optional<Path> path, String text) {
    if (PRINTED.matcher(text).find()
        || SAYS_NO_TRANSACTION.matcher(text).find()
        || path.filter(SqlFile::isSetToNone).isPresent()) {
      return TransactionMode.EACH_STATEMENT;
    }
    return path.map(SqlFile::last).filter(last -> ONE_BATCH.matcher(last).matches()).isPresent()
        ? oneBatch(text)
        : TransactionMode.ASSUMED;
  }

  /**
   * golang-migrate and Prisma send the file as one message, which is a transaction if it holds more
   * than one statement ("Multiple Statements in a Simple Query" in PostgreSQL's documentation).
   */
  private static TransactionMode oneBatch(String text) {
    return Outline.of(text).statements().size() > 1
        ? TransactionMode.WHOLE_SCRIPT
        : TransactionMode.EACH_STATEMENT;
  }

  private static boolean isSetToNone(Path path) {
    Path flyway = path.resolveSibling(last(path) + ".conf");
    Path diesel = path.resolveSibling("metadata.toml");
    return saysNone(flyway) || saysNone(diesel);
  }

  private static boolean saysNone(Path settings) {
    return Files.isRegularFile(settings)
        && SET_TO_NO_TRANSACTION.matcher(MigrationBytes.beginning(settings)).find();
  }

  private static String last(Path path) {
    return String.valueOf(path.getFileName());
  }
}
