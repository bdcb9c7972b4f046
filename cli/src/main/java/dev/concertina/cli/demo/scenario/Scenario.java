package dev.concertina.cli.demo.scenario;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One destructive change: the table, the file that a user would write, the statements of the old
 * and the new application, and what a value that one of them writes is to the other. The last part
 * is told here in Java, apart from the file's SQL, so that the demo can judge what PostgreSQL
 * returns.
 */
public interface Scenario {

  /** The change in the words of the demo's table: {@code rename a column}. */
  String title();

  /** Why it breaks, in the words of the guide on safe Django migrations. */
  String why();

  /** Creates the tables, before the rows are loaded. */
  String schema();

  /** Loads the rows; each is run once with all of them. */
  List<Load> loads();

  /** The indexes, once the rows are there. */
  default String indexes() {
    return "";
  }

  /** The name of the migration's file. */
  String file();

  /** The migration as the user wrote it: the naive side runs it, and so does Concertina. */
  String migration();

  /** What the old application says. */
  Statements before();

  /** What the new application says. */
  Statements after();

  /** A value that is there when the experiment begins. */
  default @Nullable String initial(Random random) {
    return byOld(random);
  }

  /** A value that the old application would write. */
  @Nullable String byOld(Random random);

  /** A value that the new application would write; it is ignored where it does not know one. */
  @Nullable String byNew(Random random);

  /** What the new application reads after the old one wrote the value. */
  @Nullable String up(@Nullable String old);

  /** What the old application reads after the new one wrote the value. */
  @Nullable String down(@Nullable String value);

  /**
   * Whether the old application may read this where it wrote that.
   *
   * @param migrated whether the request began after the migration was complete
   */
  default boolean oldMayRead(@Nullable String written, @Nullable String read, boolean migrated) {
    return Objects.equals(written, read);
  }

  /**
   * A {@code COPY … FROM STDIN} and what stands in its columns.
   *
   * @param columns in the order of the statement: ID, VALUE, VISITS
   */
  record Load(String copy, List<Query.Parameter> columns) {
    public Load {
      columns = List.copyOf(columns);
    }
  }
}
