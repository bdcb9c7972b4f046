package dev.concertina.source.read;

import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionReaderTest {

  @Test
  void plainTransactionAsksForNothing() {
    assertThat(
            read(
                "BEGIN; START TRANSACTION; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS a, b"
                    + " DEFERRED; COMMIT; END;"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROLLBACK",
        "SAVEPOINT a",
        "RELEASE a",
        "BEGIN ISOLATION LEVEL SERIALIZABLE",
        "COMMIT AND CHAIN",
        "PREPARE TRANSACTION 'a'"
      })
  void otherControlIsRefusedWhateverThePhase(String sql) {
    assertThat(refusal(sql)).hasMessageContaining("places the transactions itself");
    assertThat(refusal("-- concertina: phase = expand\n" + sql).code()).isEqualTo("not-understood");
  }
}
