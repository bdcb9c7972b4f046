package dev.concertina.cli.demo.scenario;

import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement of an application with its parameters by name, as a prepared statement has them by
 * number.
 *
 * @param sql with a question mark for each parameter
 * @param parameters what stands for each question mark
 */
public record Query(String sql, List<Parameter> parameters) {

  /** What an application binds. */
  public enum Parameter {
    ID,
    LAST,
    VALUE,
    VISITS
  }

  private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z]+)");

  public Query {
    parameters = List.copyOf(parameters);
  }

  /** Reads {@code … WHERE id = :id}. */
  public static Query of(SqlPart template) {
    List<Parameter> parameters = new ArrayList<>();
    for (MatchResult found : NAMED.matcher(template.sql()).results().toList()) {
      parameters.add(Parameter.valueOf(found.group(1).toUpperCase(Locale.ROOT)));
    }
    return new Query(NAMED.matcher(template.sql()).replaceAll("?"), parameters);
  }
}
