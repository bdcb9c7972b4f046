package dev.concertina.version;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.Table;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The schema that publishes a version: only the tables that differ stand in it, as views. A new
 * application connects with {@code search_path = v9, public}; PostgreSQL ignores the schema while
 * it does not exist ("client connection defaults", search_path), so the setting may stay for good.
 */
public record VersionSchema(Identifier name, List<NewShapeView> views) {

  public VersionSchema {
    views = List.copyOf(views);
  }

  /**
   * Makes the schema visible to every role that may touch one of its tables: a role without USAGE
   * would silently read the old shape.
   */
  public List<Sql> create() {
    List<Sql> statements = new ArrayList<>();
    statements.add(Sql.of("CREATE SCHEMA {}", name));
    for (Sql role : roles()) {
      statements.add(Sql.of("GRANT USAGE ON SCHEMA {} TO {}", name, role));
    }
    return statements;
  }

  /** Takes the schema away once its views are gone; never with CASCADE. */
  public Sql drop() {
    return Sql.of("DROP SCHEMA IF EXISTS {}", name);
  }

  private Set<Sql> roles() {
    Set<Sql> roles = new LinkedHashSet<>();
    for (NewShapeView view : views) {
      Table table = view.table();
      roles.add(Sql.of("{}", table.owner()));
      Stream<Grant> columnGrants =
          table.columns().stream().map(Column::grants).flatMap(List::stream);
      Stream.concat(table.grants().stream(), columnGrants)
          .map(grant -> Sql.of("{}", NewShapeView.grantee(grant)))
          .forEach(roles::add);
    }
    return roles;
  }
}
