package dev.concertina.lint.layout;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory. Links are followed, but not in a circle. Hidden directories and
 * those that hold what others wrote are passed over.
 */
final class FileSearch extends SimpleFileVisitor<Path> {

  /** More is a mistake in the path. */
  private static final int MOST = 200_000;

  private static final int DEEPEST = 32;
  private static final Set<String> OF_OTHERS =
      Set.of("node_modules", "target", "build", "dist", "vendor", "venv");

  private final Path top;
  private final Consumer<MigrationException> problems;
  private final List<FoundFile> found = new ArrayList<>();

  private FileSearch(Path top, Consumer<MigrationException> problems) {
    this.top = top;
    this.problems = problems;
  }

  static List<FoundFile> below(Path directory, Consumer<MigrationException> problems) {
    FileSearch search = new FileSearch(directory, problems);
    try {
      Files.walkFileTree(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, search);
    } catch (IOException e) {
      problems.accept(unreadable(directory, e));
    }
    return search.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    String name = FoundFile.lastOf(directory);
    boolean passedOver = name.startsWith(".") || OF_OTHERS.contains(name);
    return passedOver && !directory.equals(top)
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
    FoundFile file = new FoundFile(path, path.toString(), false);
    if (!attributes.isRegularFile() || file.last().startsWith(".")) {
      return FileVisitResult.CONTINUE;
    }
    if (file.isSql() || file.mayBeTree()) {
      found.add(file);
    }
    if (found.size() > MOST) {
      throw new MigrationException(
          "too-many-files",
          top + " holds more than " + MOST + " files that may be migrations.",
          "Name the directory of the migrations.",
          Optional.empty());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path path, IOException e) {
    if (!(e instanceof FileSystemLoopException)) {
      problems.accept(unreadable(path, e));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
    if (e != null) {
      problems.accept(unreadable(directory, e));
    }
    return FileVisitResult.CONTINUE;
  }

  private static MigrationException unreadable(Path path, IOException e) {
    MigrationException refused =
        new MigrationException(
            "unreadable-file",
            "It cannot be read: " + e.getMessage() + ".",
            "Check the path and its permissions.",
            new Origin(path.toString(), 1, ""));
    return (MigrationException) refused.initCause(e);
  }
}
