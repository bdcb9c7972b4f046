package dev.concertina.lint.git;

import dev.concertina.change.MigrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The lines of the working tree that are not as they were at a revision. Immutable. */
public final class ChangedLines {

  private final Map<Path, FileLines> lines;
  private final Set<Path> added;

  private ChangedLines(Map<Path, FileLines> lines, Set<Path> added) {
    this.lines = Map.copyOf(lines);
    this.added = Set.copyOf(added);
  }

  /**
   * Compares with the commit at which this branch left the revision, so that what others have
   * changed since then does not count. A file that git does not know yet is new altogether; one
   * that was moved keeps its old lines.
   *
   * @param revision a branch, a tag or a commit
   * @param inside a directory of the repository
   * @throws MigrationException if that is no repository, or the revision is not known in it
   */
  public static ChangedLines since(String revision, Path inside) {
    Git git = new Git(inside);
    Git.Outcome top = git.run("rev-parse", "--show-toplevel");
    if (top.exit() != 0) {
      throw Git.refused(
          "--since needs a git repository, and "
              + inside.toAbsolutePath().normalize()
              + " is in none.",
          "Run it in a checkout, or leave --since out. git says: " + top.err().strip());
    }
    Path root = real(Path.of(top.out().strip()));
    Git fromRoot = new Git(root);
    String base = base(git, commit(git, revision));
    return new ChangedLines(new DiffReader(root).read(diff(fromRoot, base)), added(fromRoot, root));
  }

  private static String commit(Git git, String revision) {
    Git.Outcome found =
        git.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    if (found.exit() != 0 || revision.isBlank()) {
      throw Git.refused(
          "git knows no revision \"" + revision + "\" here.",
          "Correct --since, or fetch it first: a shallow clone has only the newest commits.");
    }
    return found.out().strip();
  }

  /** Of a shallow clone, where no common ancestor is known, the revision itself. */
  private static String base(Git git, String commit) {
    Git.Outcome base = git.run("merge-base", commit, "HEAD");
    return base.exit() == 0 && !base.out().isBlank() ? base.out().strip() : commit;
  }

  private static String diff(Git git, String base) {
    return git.out(
        "diff",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--find-renames",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        base,
        "--");
  }

  private static Set<Path> added(Git git, Path root) {
    Set<Path> added = new HashSet<>();
    String names = git.out("ls-files", "--others", "--exclude-standard", "-z");
    for (String name : names.split("\0", -1)) {
      if (!name.isEmpty()) {
        added.add(root.resolve(name));
      }
    }
    return added;
  }

  /** Whether anything of a file changed. */
  public boolean touch(Path file) {
    Path real = real(file);
    return added.contains(real) || lines.containsKey(real);
  }

  /** Whether something from the first to the last line changed. */
  public boolean touch(Path file, int first, int last) {
    Path real = real(file);
    FileLines changed = lines.get(real);
    return added.contains(real) || (changed != null && changed.touch(first, last));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
