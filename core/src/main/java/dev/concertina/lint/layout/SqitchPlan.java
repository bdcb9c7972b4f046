package dev.concertina.lint.layout;

import dev.concertina.lint.text.MigrationBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The order of sqitch, which stands in the file {@code sqitch.plan} beside the directory {@code
 * deploy}.
 */
final class SqitchPlan {

  private static final String FILE = "sqitch.plan";
  private static final Pattern CHANGE = Pattern.compile("(?m)^[^%@#\\s]\\S*");

  private final Path deploy;
  private final Map<Path, Integer> positions = new HashMap<>();

  private SqitchPlan(Path plan) {
    this.deploy = absolute(plan.resolveSibling("deploy"));
    CHANGE
        .matcher(MigrationBytes.beginning(plan))
        .results()
        .map(change -> deploy.resolve(change.group() + ".sql"))
        .forEach(file -> positions.putIfAbsent(file, positions.size()));
  }

  /** The plan of a directory, or of the one above if {@code deploy} itself is named. */
  static Optional<SqitchPlan> beside(Path directory) {
    return Stream.of(directory.resolve(FILE), directory.toAbsolutePath().resolveSibling(FILE))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(SqitchPlan::new);
  }

  /** Only what is deployed, in the order of the plan; what the plan does not name comes last. */
  List<FoundFile> order(List<FoundFile> files) {
    return files.stream()
        .filter(file -> absolute(file.path()).startsWith(deploy))
        .sorted(Comparator.comparing(file -> position(file.path())))
        .toList();
  }

  private int position(Path file) {
    return positions.getOrDefault(absolute(file), Integer.MAX_VALUE);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
