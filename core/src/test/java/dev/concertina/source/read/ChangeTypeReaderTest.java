package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.ChangeType;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTypeReaderTest {

  @Test
  void usingIsTheWayUp() {
    assertChange(
            ChangeType.class,
            "ALTER TABLE t ALTER COLUMN c TYPE timestamp(3) with time zone USING (c AT TIME ZONE"
                + " 'UTC')")
        .returns(TableRef.of("t"), ChangeType::table)
        .returns(new Identifier("c"), ChangeType::column)
        .returns("timestamp(3) with time zone", ChangeType::type)
        .returns(Optional.of("(c AT TIME ZONE 'UTC')"), ChangeType::up)
        .returns(Optional.empty(), ChangeType::down);
  }

  @Test
  void directivesGiveBothWays() {
    assertChange(
            ChangeType.class,
            "-- concertina: up = c::int\n-- concertina: down = c::text\n"
                + "ALTER TABLE t ALTER c SET DATA TYPE int")
        .returns(Optional.of("c::int"), ChangeType::up)
        .returns(Optional.of("c::text"), ChangeType::down);
  }

  @Test
  void usingAndUpTogetherAreRefused() {
    assertThat(refusal("-- concertina: up = c\nALTER TABLE t ALTER c TYPE int USING c::int").code())
        .isEqualTo("unusable-directive");
  }

  @Test
  void columnNamedUsingDoesNotMislead() {
    assertChange(ChangeType.class, "ALTER TABLE t ALTER \"using\" TYPE \"using\" USING \"using\"")
        .returns("\"using\"", ChangeType::type)
        .returns(Optional.of("\"using\""), ChangeType::up);
  }
}
