package dev.concertina.version;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.Table;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The schema that publishes a version: only the tables that differ stand in it, as views. A new
 * application connects with {@code search_path = v9, public}; PostgreSQL ignores the schema while
 * it does not exist ("client connection defaults", search_path), so the setting may stay for good.
 *
 * @param earlier schemas of versions in flight that it shows as well
 */
public record VersionSchema(Identifier name, List<NewShapeView> views, List<Identifier> earlier) {

  public VersionSchema {
    views = List.copyOf(views);
    earlier = List.copyOf(earlier);
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

  /** Once its own views are there: what it shows of earlier versions that are in flight. */
  public List<Sql> showEarlier() {
    return earlier.stream().map(version -> new EarlierVersion(version, name).show()).toList();
  }

  /** Takes the schema away once its own views are gone; never with CASCADE. */
  public List<Sql> drop() {
    Sql drop = Sql.of("DROP SCHEMA IF EXISTS {}", name);
    return earlier.isEmpty() ? List.of(drop) : List.of(EarlierVersion.dropViews(name), drop);
  }

  /** Counts the earlier versions that an application of this one still needs it for. */
  public Optional<Sql> earlierInFlight() {
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.of(
                "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname IN ({})",
                Sql.join(
                    ", ", earlier.stream().map(schema -> Sql.literal(schema.value())).toList())));
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
