package dev.concertina.preflight;

import dev.concertina.evidence.DoomedObject;
import dev.concertina.evidence.DoomedObjects;
import dev.concertina.parser.Node;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * PostgreSQL does not record what the body of a function in PL/pgSQL names ("Dependency Tracking"
 * in its documentation). One that a trigger of the table calls, and that names a column which
 * CONTRACT takes away, fails from then on, and every write of the table with it. The body is
 * searched for the word, so this is told and not refused.
 */
record TriggerFunctionCheck(PostgresParser parser) implements Check {

  private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^\\w]");

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    DoomedObjects objects = DoomedObjects.in(subject.connection(), parser);
    List<Node> contract = objects.statements(subject.plan(), Phase.CONTRACT);
    Set<String> replaced = replaced(contract);
    List<Finding> found = new ArrayList<>();
    for (DoomedObject doomed : objects.of(subject.plan()).doomed()) {
      if (doomed instanceof DoomedObject.Column column && !isMadeAgain(column, contract)) {
        List<String> functions = functions(subject, column, replaced);
        if (!functions.isEmpty()) {
          found.add(finding(column, functions));
        }
      }
    }
    return found;
  }

  private static Finding finding(DoomedObject.Column column, List<String> functions) {
    return Finding.tells(
        "trigger-functions",
        "Triggers of "
            + column.relation()
            + " call functions whose body names "
            + column.column()
            + ", which CONTRACT takes away: "
            + String.join(", ", functions)
            + ". If they mean the column, every write of the table fails from then on.",
        "Let the migration replace them: `-- concertina: phase = contract` before CREATE OR REPLACE"
            + " FUNCTION.");
  }

  /** A column of another type that takes the name over: the body finds it. */
  private static boolean isMadeAgain(DoomedObject.Column column, List<Node> contract) {
    return contract.stream()
        .filter(tree -> tree.is("RenameStmt"))
        .filter(tree -> tree.text("renameType").filter("OBJECT_COLUMN"::equals).isPresent())
        .anyMatch(tree -> tree.text("newname").filter(column.column().value()::equals).isPresent());
  }

  private static Set<String> replaced(List<Node> contract) {
    return contract.stream()
        .filter(tree -> tree.is("CreateFunctionStmt"))
        .map(tree -> tree.texts("funcname"))
        .map(name -> name.get(name.size() - 1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> functions(
      Subject subject, DoomedObject.Column column, Set<String> replaced) throws SQLException {
    return Jdbc.list(
            subject.connection(),
            Sql.of(
                """
                SELECT DISTINCT p.proname::text AS name
                  FROM pg_catalog.pg_trigger t
                  JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                 WHERE t.tgrelid = pg_catalog.to_regclass(?) AND NOT t.tgisinternal
                   AND n.nspname <> ? AND l.lanname <> 'c' AND p.prosrc ~* ?
                 ORDER BY 1"""),
            row -> row.getString("name"),
            column.relation().sql(),
            subject.home().value(),
            "\\m" + NOT_OF_A_WORD.matcher(column.column().value()).replaceAll(".") + "\\M")
        .stream()
        .filter(function -> !replaced.contains(function))
        .toList();
  }
}
