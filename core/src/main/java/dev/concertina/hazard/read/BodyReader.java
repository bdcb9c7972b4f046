package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.read.Shape.Form;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.ArrayList;
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
   * @param steps what each statement does, at the place that was asked for
   * @param isWhole whether nothing is hidden
   */
  record Reading(List<List<Action>> steps, boolean isWhole) {

    Reading {
      steps = List.copyOf(steps);
    }
  }

  /** Reads a body as if it stood at a place of the script. */
  Reading read(String body, Span place) {
    try {
      List<Run> runs = BodyCutter.cut(parser.tokens(body));
      Pass pass = new Pass(body, place, runs.stream().anyMatch(Run::endsTransaction));
      runs.forEach(pass::read);
      return new Reading(pass.steps(), pass.whole);
    } catch (SqlSyntaxException e) {
      return new Reading(List.of(), false);
    }
  }

  /** The statements of SQL in a text. */
  Reading readSql(String sql, Span place) {
    try {
      ParsedScript parsed = parser.parse(sql);
      return new Reading(
          parsed.statements().stream()
              .map(each -> new Piece(each.tree(), parsed.tokens(), Optional.of(place)))
              .map(reader::read)
              .toList(),
          true);
    } catch (SqlSyntaxException e) {
      return new Reading(List.of(), false);
    }
  }

  /** Statements that stand in a tree already. */
  Reading readTrees(List<Piece> statements, Span place) {
    return new Reading(
        statements.stream()
            .map(each -> new Piece(each.tree(), each.tokens(), Optional.of(place)))
            .map(reader::read)
            .toList(),
        true);
  }

  /** One body, from its first statement to its last. */
  private final class Pass {

    private final String body;
    private final Span place;
    private final Variables variables = new Variables();
    private final DynamicText texts = new DynamicText(variables);
    private final Steps steps = new Steps();
    private final Set<Action> found = new LinkedHashSet<>();
    private final boolean commits;
    private boolean whole = true;

    Pass(String body, Span place, boolean commits) {
      this.body = body;
      this.place = place;
      this.commits = commits;
    }

    List<List<Action>> steps() {
      List<List<Action>> read = new ArrayList<>(steps.list());
      if (commits) {
        read.add(0, List.of(new SessionAction.NeverInTransaction(SessionAction.COMMIT, place)));
      }
      return read;
    }

    void read(Run run) {
      found.clear();
      look(run);
      steps.add(run, found);
    }

    private void look(Run run) {
      int dynamic = dynamic(run);
      if (dynamic > 0) {
        execute(run, dynamic);
      } else if (run.word(0).equals("PERFORM")) {
        parse("SELECT " + run.text(body, 1, run.size()), run.repeated());
      } else if (SQL.contains(run.word(0))) {
        parse(withoutTargets(run), run.repeated());
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
          parse(shape.text(), run.repeated());
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

    private void parse(String sql, boolean repeated) {
      try {
        ParsedScript parsed = parser.parse(sql);
        for (ParsedStatement each : parsed.statements()) {
          boolean batch = repeated && !commits && Bounds.isBatch(each.tree());
          reader.read(new Piece(each.tree(), parsed.tokens(), Optional.of(place))).stream()
              .map(action -> batch && action instanceof DataAction data ? data.again() : action)
              .forEach(found::add);
        }
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
