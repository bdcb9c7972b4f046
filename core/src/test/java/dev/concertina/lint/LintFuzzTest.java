package dev.concertina.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.RulePage;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.source.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a script, lint says something and does not break; and what PostgreSQL's
 * grammar accepts, lint judges. {@code -Dconcertina.fuzz.cases=20000} for more than a slice.
 */
class LintFuzzTest {

  private static final int CASES = Integer.getInteger("concertina.fuzz.cases", 300);
  private static final long SEED = Long.getLong("concertina.fuzz.seed", 20261121L);
  private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");
  private static final List<String> INSERTED =
      List.of(
          "'",
          "\"",
          "$$",
          "$a$",
          "/*",
          "*/",
          "--",
          ";",
          "(",
          ")",
          "\\",
          "\0",
          "\n",
          "\r",
          "é",
          "\uD83D\uDE00",
          "\uD800",
          "${x}",
          ":y",
          "E'\\''",
          "U&\"\\0061\"",
          "NOT ",
          "IF EXISTS ",
          "CASCADE ",
          "ONLY ",
          "CONCURRENTLY ",
          "BEGIN;",
          "COMMIT;",
          "\\copy t from x\n",
          "1e999",
          "-- concertina: allow x because y\n",
          "COPY t FROM stdin;\n1\\t2\n\\.\n");

  private final Lint lint = new Lint(Sources.PARSER, Rules.all());

  @Test
  void mutated_scripts_never_break_lint_and_what_parses_is_judged() {
    List<String> seeds = seeds();
    Random random = new Random(SEED);
    int parsed = 0;
    for (int i = 0; i < CASES; i++) {
      String script = mutated(seeds, random);
      LintReport report = judged(script, i);
      if (isPlain(script) && parses(script)) {
        parsed++;
        assertThat(report.problems())
            .as("case %d of seed %d: %s", i, SEED, script)
            .noneMatch(problem -> problem.kind() == Problem.Kind.UNREAD);
      }
    }
    assertThat(parsed).isGreaterThan(CASES / 20);
  }

  private LintReport judged(String script, int number) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      Migrations migrations =
          Migrations.read(
              List.of(Migrations.STANDARD_INPUT), new ByteArrayInputStream(bytes), Sources.PARSER);
      return lint.judge(
          migrations, new LintRequest(LintContext.of(14), Optional.empty(), Optional.empty()));
    } catch (RuntimeException e) {
      return fail("case " + number + " of seed " + SEED + ": " + script, e);
    }
  }

  /** Commands of psql and placeholders are taken out before the grammar reads a script. */
  private static boolean isPlain(String script) {
    return !script.contains("\\") && !script.contains("$") && !script.contains(":");
  }

  private boolean parses(String script) {
    try {
      Sources.PARSER.parse(script);
      return true;
    } catch (SqlSyntaxException | IllegalStateException e) {
      return false;
    }
  }

  private static List<String> seeds() {
    return Rules.all().stream()
        .map(rule -> RulePage.of(rule))
        .flatMap(page -> SQL.matcher(page).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static String mutated(List<String> seeds, Random random) {
    StringBuilder script = new StringBuilder(pick(seeds, random));
    if (random.nextInt(4) == 0) {
      script.append('\n').append(pick(seeds, random));
    }
    int edits = random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      edit(script, random);
    }
    return script.toString();
  }

  private static void edit(StringBuilder script, Random random) {
    List<Integer> words = new ArrayList<>(List.of(0));
    for (int i = 1; i < script.length(); i++) {
      if (script.charAt(i - 1) == ' ') {
        words.add(i);
      }
    }
    int at = pick(words, random);
    int end = Math.min(script.length(), at + 1 + random.nextInt(12));
    switch (random.nextInt(4)) {
      case 0 -> script.delete(at, end);
      case 1 -> script.insert(at, pick(INSERTED, random));
      case 2 -> script.insert(pick(words, random), script.substring(at, end));
      default -> script.setLength(random.nextInt(10) == 0 ? at : script.length());
    }
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
