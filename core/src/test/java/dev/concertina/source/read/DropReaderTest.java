package dev.concertina.source.read;

import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.DropIndex;
import dev.concertina.change.DropTable;
import org.junit.jupiter.api.Test;

class DropReaderTest {

  @Test
  void everyTableIsAChange() {
    assertThat(read("DROP TABLE IF EXISTS a, app.b CASCADE"))
        .extracting(
            change -> ((DropTable) change).table().toString(),
            change -> ((DropTable) change).ifExists(),
            change -> ((DropTable) change).cascade())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", true, true),
            org.assertj.core.groups.Tuple.tuple("app.b", true, true));
  }

  @Test
  void everyIndexIsAChange() {
    assertThat(read("DROP INDEX CONCURRENTLY a, app.b"))
        .extracting(change -> ((DropIndex) change).index().toString())
        .containsExactly("a", "app.b");
  }

  @Test
  void phaseOfADroppedIndexCanOnlyBeContract() {
    assertThat(read("-- concertina: phase = contract\nDROP INDEX a")).hasSize(1);
    assertThat(refusal("-- concertina: phase = expand\nDROP INDEX a").code())
        .isEqualTo("unusable-directive");
  }
}
