package dev.concertina.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void orders_number_by_number() {
    List<String> ordered = List.of("0.1", "1", "1.0.1", "1.2", "1.10", "2", "10", "20261121120000");
    assertThat(Stream.of("10", "1.10", "2", "1", "20261121120000", "1.2", "0.1", "1_0_1"))
        .extracting(Version::parse)
        .satisfies(
            versions ->
                assertThat(versions.stream().sorted().map(Version::toString)).isEqualTo(ordered));
  }

  @Test
  void trailing_zeros_and_underscores_make_no_other_version() {
    assertThat(Version.parse("1.0")).isEqualTo(Version.parse("1"));
    assertThat(Version.parse("1_2")).isEqualTo(Version.parse("1.2"));
    assertThat(Version.parse("0")).isEqualTo(Version.parse("0.0"));
  }

  @Test
  void names_the_schema_that_publishes_it() {
    assertThat(Version.parse("1.2").schemaName()).isEqualTo("v1_2");
  }

  @Test
  void refuses_what_is_no_version() {
    for (String text : List.of("", "1.", ".1", "1..2", "v1", "1;DROP", "-1", "١")) {
      assertThatThrownBy(() -> Version.parse(text)).hasMessageContaining("is not a version");
    }
  }
}
