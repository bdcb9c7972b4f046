package dev.concertina.source;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.parser.PostgresParser;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;

/** Reads texts as migrations, for tests. */
public final class Sources {

  public static final PostgresParser PARSER = new PostgresParser();

  private Sources() {}

  /** The changes of a text in the file {@code V7__test.sql}. */
  public static List<Change> read(String sql) {
    return new SqlMigrationReader(PARSER).read("V7__test.sql", sql);
  }

  /** The only change of a text. */
  public static <C extends Change> ObjectAssert<C> assertChange(Class<C> kind, String sql) {
    return Assertions.assertThat(read(sql))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.type(kind));
  }

  /** Why a text is refused. */
  public static MigrationException refusal(String sql) {
    return catchThrowableOfType(MigrationException.class, () -> read(sql));
  }
}
