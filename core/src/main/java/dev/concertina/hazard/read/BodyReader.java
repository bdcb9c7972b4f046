package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.read.Shape.Form;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a body in PL/pgSQL does: the statements that stand in it, on whichever branch, and what it
 * puts together for EXECUTE, as far as that can be read.
 */
final class BodyReader {

  private static final Set<String> SQL =
      Set.of(
          ("ALTER ANALYZE CALL CLUSTER COMMENT COPY CREATE DELETE DROP GRANT IMPORT INSERT LOCK MERGE"
                  + " REASSIGN REFRESH REINDEX RESET REVOKE SELECT SET TRUNCATE UPDATE VACUUM WITH")
              .split(" "));

  private static final Set<String> ASSIGNS = Set.of(":=", "=", "DEFAULT");

  private final PostgresParser parser;
  private final StatementReader reader;

  BodyReader(PostgresParser parser, StatementReader reader) {
    this.parser = parser;
    this.reader = reader;
  }

  /**
   * What was read.
   *
   * @param actions each once, at the place that was asked for
   * @param isWhole whether nothing is hidden
   */
  record Reading(List<Action> actions, boolean isWhole) {

    Reading {
      actions = List.copyOf(actions);
    }
  }

  /** Reads a body as if it stood at a place of the script. */
  Reading read(String body, Span place) {
    try {
      Pass pass = new Pass(body, place);
      BodyCutter.cut(parser.tokens(body)).forEach(pass::read);
      return new Reading(List.copyOf(pass.actions), pass.whole);
    } catch (SqlSyntaxException e) {
      return new Reading(List.of(), false);
    }
  }

  /** The statements of SQL in a text. */
  Reading readSql(String sql, Span place) {
    Pass pass = new Pass(sql, place);
    pass.parse(sql);
    return new Reading(List.copyOf(pass.actions), pass.whole);
  }

  /** One body, from its first statement to its last. */
  private final class Pass {

    private final String body;
    private final Span place;
    private final Variables variables = new Variables();
    private final DynamicText texts = new DynamicText(variables);
    private final Set<Action> actions = new LinkedHashSet<>();
    private boolean whole = true;

    Pass(String body, Span place) {
      this.body = body;
      this.place = place;
    }

    void read(Run run) {
      int dynamic = dynamic(run);
      if (dynamic > 0) {
        execute(run, dynamic);
      } else if (run.word(0).equals("PERFORM")) {
        parse("SELECT " + run.text(body, 1, run.size()));
      } else if (SQL.contains(run.word(0))) {
        parse(withoutTargets(run));
      } else {
        assign(run);
      }
    }

    /**
     * {@code EXECUTE}, {@code RETURN QUERY EXECUTE}, {@code OPEN c FOR EXECUTE}: the place behind.
     */
    private int dynamic(Run run) {
      int at = run.find(0, Set.of("EXECUTE"));
      boolean leads = at == 0 || run.word(at - 1).equals("QUERY") || run.word(at - 1).equals("FOR");
      return leads && at < run.size() && !SQL.contains(run.word(0)) ? at + 1 : 0;
    }

    private void execute(Run run, int from) {
      int end = run.find(from, Set.of("INTO", "USING"));
      for (Shape shape : texts(run.text(body, from, end))) {
        if (shape.isReadable()) {
          parse(shape.text());
        } else {
          whole = false;
        }
      }
    }

    private List<Shape> texts(String expression) {
      try {
        return texts.of(parser.parseExpression(expression).tree());
      } catch (SqlSyntaxException e) {
        return List.of(Shape.unknown(expression, Form.ANYTHING));
      }
    }

    private void parse(String sql) {
      try {
        ParsedScript parsed = parser.parse(sql);
        parsed.statements().stream()
            .map(each -> new Piece(each.tree(), parsed.tokens(), Optional.of(place)))
            .map(reader::read)
            .forEach(actions::addAll);
      } catch (SqlSyntaxException e) {
        whole = false;
      }
    }

    /** {@code INTO x, y} is no SQL, unless of INSERT and MERGE; what it fills is not known. */
    private String withoutTargets(Run run) {
      int into = run.find(1, Set.of("INTO"));
      boolean writes = run.word(into - 1).equals("INSERT") || run.word(into - 1).equals("MERGE");
      if (writes) {
        into = run.find(into + 1, Set.of("INTO"));
      }
      if (into == run.size()) {
        return run.text(body, 0, run.size());
      }
      int end = into + (run.word(into + 1).equals("STRICT") ? 2 : 1);
      boolean more = true;
      while (more && end < run.size()) {
        String target = run.tokens().get(end).text();
        variables.assign(target, List.of(Shape.unknown(target, Form.ANYTHING)), run.branches());
        end++;
        while (run.word(end).equals(".")) {
          end += 2;
        }
        more = run.word(end).equals(",");
        end += more ? 1 : 0;
      }
      return run.text(body, 0, into) + " " + run.text(body, end, run.size());
    }

    /** {@code x := value}, and the same behind the type of a declaration. */
    private void assign(Run run) {
      int sign = run.find(1, ASSIGNS);
      boolean simple = !run.word(1).equals(".") && !run.word(1).equals("[");
      if (sign < run.size() && simple) {
        variables.assign(
            run.tokens().get(0).text(),
            texts(run.text(body, sign + 1, run.size())),
            run.branches());
      }
    }
  }
}
