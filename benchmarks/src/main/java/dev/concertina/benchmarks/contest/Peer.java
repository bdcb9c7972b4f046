package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.server.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another tool with a start, a window in which both versions run, and an end. Its program is one
 * that was found on this machine.
 */
public abstract class Peer implements Contestant {

  private final Program program;

  Peer(Program program) {
    this.program = program;
  }

  /** Those whose programs are on the PATH. */
  public static List<Contestant> found() {
    return Stream.of(
            Program.named(Pgroll.PROGRAM).<Contestant>map(Pgroll::new),
            Program.named(Reshape.PROGRAM).<Contestant>map(Reshape::new))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The names of all that are looked for. */
  public static List<String> known() {
    return List.of(Pgroll.PROGRAM, Reshape.PROGRAM);
  }

  Program program() {
    return program;
  }

  /** Everything before the change: the tool's own schema, its view of the tables. */
  abstract void prepare(Path directory, Database database, String migration);

  abstract void start(Path directory, Database database);

  abstract void complete(Path directory, Database database);

  /** Where the new application looks. */
  abstract String newSearchPath();

  /** The change in the tool's language, by the title of the scenario. */
  abstract Optional<String> migration(String title);

  @Override
  public void run(Stage stage) throws SQLException {
    String title = stage.scenario().title();
    String migration = migration(title).orElseThrow(() -> new ContestException("cannot " + title));
    Path directory = directory();
    prepare(directory, stage.database(), migration);
    stage.before();
    stage.during("start", () -> start(directory, stage.database()));
    stage.startNew(newSearchPath());
    stage.stopOld();
    stage.during("complete", () -> complete(directory, stage.database()));
    stage.pass("after");
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("peer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
