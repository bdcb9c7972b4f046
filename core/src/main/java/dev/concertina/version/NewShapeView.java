package dev.concertina.version;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.Table;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.ServerVersion;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A view through which the new application reads and writes a table under the name and in the shape
 * that it knows. It is automatically updatable ("CREATE VIEW", Updatable Views); INSERT … ON
 * CONFLICT with columns, RETURNING and FOR UPDATE work through it.
 *
 * @param name of the view
 * @param table behind it
 * @param columns in the order that the base table will have after CONTRACT, so that a prepared
 *     {@code SELECT *} lives through it
 */
public record NewShapeView(QualifiedName name, Table table, List<ViewColumn> columns) {

  /**
   * One column of the view.
   *
   * @param name as the new application knows it
   * @param source the table's column behind it
   * @param shadowed the old column in whose place it stands, for its grants
   * @param defaultValue the default for INSERT through the view, where it is not the table's
   */
  public record ViewColumn(
      Identifier name,
      Identifier source,
      Optional<Column> shadowed,
      Optional<String> defaultValue) {}

  public NewShapeView {
    columns = List.copyOf(columns);
  }

  /** Everything that makes the view and lets the same roles use it as may use the table. */
  public List<Sql> create(ServerVersion server) {
    List<Sql> statements = new ArrayList<>();
    statements.add(
        Sql.of(
            "CREATE VIEW {} {}AS\n  SELECT {}\n    FROM {}",
            name,
            server.isAtLeast(15) ? Sql.of("WITH (security_invoker = true) ") : Sql.of(""),
            Sql.join(", ", columns.stream().map(NewShapeView::selected).toList()),
            table.name()));
    for (ViewColumn column : columns) {
      column
          .defaultValue()
          .ifPresent(
              value ->
                  statements.add(
                      Sql.of(
                          "ALTER VIEW {} ALTER COLUMN {} SET DEFAULT {}",
                          name,
                          column.name(),
                          Sql.verbatim(value))));
    }
    statements.addAll(grants());
    return statements;
  }

  /** Takes the view away; done if it is not there. */
  public Sql drop() {
    return Sql.of("DROP VIEW IF EXISTS {}", name);
  }

  private List<Sql> grants() {
    List<Sql> statements = new ArrayList<>();
    statements.add(Sql.of("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}", name, table.owner()));
    for (Grant grant : table.grants()) {
      // a view knows only these; REFERENCES, TRIGGER, TRUNCATE and MAINTAIN mean nothing on it
      if (List.of("SELECT", "INSERT", "UPDATE", "DELETE").contains(grant.privilege())) {
        statements.add(grant(Sql.verbatim(grant.privilege()), grant));
      }
    }
    for (ViewColumn column : columns) {
      Optional<Column> source = column.shadowed().or(() -> table.column(column.source()));
      for (Grant grant : source.map(Column::grants).orElse(List.of())) {
        if (!grant.privilege().equals("REFERENCES")) {
          statements.add(
              grant(Sql.of("{} ({})", Sql.verbatim(grant.privilege()), column.name()), grant));
        }
      }
    }
    return statements;
  }

  private Sql grant(Sql privilege, Grant grant) {
    return Sql.of(
        "GRANT {} ON {} TO {}{}",
        privilege,
        name,
        grantee(grant),
        grant.grantable() ? Sql.of(" WITH GRANT OPTION") : Sql.of(""));
  }

  static SqlPart grantee(Grant grant) {
    return grant.role().<SqlPart>map(role -> role).orElse(Sql.of("PUBLIC"));
  }

  private static Sql selected(ViewColumn column) {
    return column.name().equals(column.source())
        ? Sql.of("{}", column.name())
        : Sql.of("{} AS {}", column.source(), column.name());
  }
}
