package dev.concertina.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation, in Markdown.
 *
 * @param file as an absolute path
 */
public record Page(Path file, String text) {

  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\\n]+`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** The README and everything else that the repository says in Markdown at its root or in docs. */
  public static List<Page> all() {
    Path root = root();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages of one directory below docs. */
  public static List<Page> of(String directory) {
    Path wanted = root().resolve("docs").resolve(directory);
    return all().stream().filter(page -> wanted.equals(page.file.getParent())).toList();
  }

  /** Fenced blocks and spans. */
  List<String> code() {
    return CODE.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Where links lead that are not addresses of the web. */
  List<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("http"))
        .toList();
  }

  /** Whether a link of this page leads somewhere. */
  boolean leadsSomewhere(String link) {
    String path = link.replaceFirst("#.*", "");
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return !link.contains("#") || read(target).anchors().contains(link.replaceFirst(".*#", ""));
  }

  /** What follows a mark such as {@code <!-- plan -->}: the text of the fenced block. */
  Optional<Block> block(String mark) {
    Matcher matcher =
        Pattern.compile("(?s)<!-- " + mark + "(?: (\\S+))? -->\\n```\\w+\\n(.*?)```").matcher(text);
    return matcher.find()
        ? Optional.of(
            new Block(
                Optional.ofNullable(matcher.group(1)).orElse(""),
                matcher.group(2),
                matcher.start(2),
                matcher.end(2)))
        : Optional.empty();
  }

  /**
   * A fenced block with a mark.
   *
   * @param argument the second word of the mark
   */
  record Block(String argument, String text, int start, int end) {}

  /** The same page with another text in the block. */
  Page with(Block block, String replacement) {
    return new Page(
        file, text.substring(0, block.start()) + replacement + text.substring(block.end()));
  }

  void write() {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> anchors() {
    return HEADING
        .matcher(CODE.matcher(text).replaceAll("x"))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .toList();
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum}\\s_-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static Page read(Path file) {
    try {
      return new Page(file, Files.isDirectory(file) ? "" : Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs")) && directory.getParent() != null) {
      directory = directory.getParent();
    }
    return directory;
  }

  @Override
  public String toString() {
    return root().relativize(file).toString();
  }
}
