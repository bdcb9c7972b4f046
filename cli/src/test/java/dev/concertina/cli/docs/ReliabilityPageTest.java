package dev.concertina.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names tests that are there. */
class ReliabilityPageTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)`");

  @Test
  void every_test_that_is_named_exists() throws IOException {
    Set<String> named =
        TEST.matcher(Files.readString(ROOT.resolve("docs").resolve("reliability.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(tests()).containsAll(named);
  }

  private static Set<String> tests() throws IOException {
    Set<String> all = new TreeSet<>();
    for (String module : new String[] {"parser", "testkit", "core", "cli", "benchmarks"}) {
      Path sources = ROOT.resolve(module).resolve("src").resolve("test");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith("Test.java"))
              .forEach(name -> all.add(name.replace(".java", "")));
        }
      }
    }
    return all;
  }
}
