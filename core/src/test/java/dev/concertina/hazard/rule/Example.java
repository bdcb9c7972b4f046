package dev.concertina.hazard.rule;

import dev.concertina.hazard.Rule;
import dev.concertina.hazard.RulePage;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.TransactionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of a rule's page: the schema before, the naive way, the safe way. */
record Example(Optional<String> schema, String naive, Optional<String> safe) {

  /** Between scripts of one release, and before the next release. */
  private static final Pattern BREAK = Pattern.compile("(?m)^-- next (migration|release)$");

  static Example of(Rule rule) {
    String page = RulePage.of(rule);
    return new Example(
        block(page, "schema"), block(page, "naive").orElseThrow(), block(page, "safe"));
  }

  /** The schema as what was before, then the given SQL, cut at its comments. */
  List<Script> scripts(String sql) {
    List<Script> scripts = new ArrayList<>();
    schema
        .map(text -> new Script("schema.sql", text, TransactionMode.EACH_STATEMENT, 0, false))
        .ifPresent(scripts::add);
    int release = 1;
    int from = 0;
    Matcher next = BREAK.matcher(sql);
    while (next.find()) {
      scripts.add(Script.of("V" + release + ".sql", sql.substring(from, next.start()), release));
      from = next.end();
      release += next.group(1).equals("release") ? 1 : 0;
    }
    scripts.add(Script.of("V" + release + ".sql", sql.substring(from), release));
    return scripts;
  }

  private static Optional<String> block(String page, String name) {
    Matcher block = Pattern.compile("(?s)<!-- " + name + " -->\n```sql\n(.*?)```").matcher(page);
    return block.find() ? Optional.of(block.group(1)) : Optional.empty();
  }
}
