package dev.concertina.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.Identifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerNamesTest {

  @Test
  void stand_before_and_after_every_user_trigger() {
    for (String user : List.of("audit", "~x", "étag", "!a", "0", "zzz", "ÿ")) {
      Identifier name = new Identifier(user);
      TriggerNames names = TriggerNames.around(List.of(name), "v7").orElseThrow();
      assertThat(names.first()).isLessThan(name);
      assertThat(names.last()).isGreaterThan(name);
    }
  }

  @Test
  void are_plain_where_nothing_asks_for_more() {
    assertThat(TriggerNames.around(List.of(), "v7"))
        .hasValue(
            new TriggerNames(
                new Identifier("00_concertina_v7"), new Identifier("zz_concertina_v7")));
  }

  @Test
  void do_not_exist_after_the_last_character_of_all() {
    Identifier last = new Identifier("\uDBFF\uDFFF~");
    assertThat(TriggerNames.around(List.of(last), "v7")).isEmpty();
  }
}
