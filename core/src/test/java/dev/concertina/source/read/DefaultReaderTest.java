package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;

import dev.concertina.change.DropDefault;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetDefault;
import dev.concertina.sql.Identifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultReaderTest {

  @Test
  void setDefaultKeepsTheExpression() {
    assertChange(SetDefault.class, "ALTER TABLE t ALTER c SET DEFAULT nextval('s'::regclass)")
        .returns("nextval('s'::regclass)", SetDefault::expression)
        .returns(Optional.empty(), SetDefault::phase);
  }

  @Test
  void phaseOfSetDefaultMayBeNamed() {
    assertChange(
            SetDefault.class,
            "-- concertina: phase = contract\nALTER TABLE t ALTER c SET DEFAULT 1")
        .returns(Optional.of(RunPhase.CONTRACT), SetDefault::phase);
  }

  @Test
  void dropDefaultIsUnderstood() {
    assertChange(DropDefault.class, "ALTER TABLE t ALTER COLUMN \"set\" DROP DEFAULT")
        .returns(new Identifier("set"), DropDefault::column);
  }
}
