package dev.concertina.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  @Test
  void shows_every_step_with_its_sql_and_lock() throws IOException {
    assertThat(plain()).isEqualTo(golden());
  }

  @Test
  void stays_within_100_columns_but_for_comments() {
    assertThat(plain().lines())
        .filteredOn(line -> !line.contains("--"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void brief_leaves_out_the_sql_and_nothing_else() {
    String brief = PlanText.of(Plans.rename(), new Style(false), PlanText.Detail.BRIEF);

    assertThat(brief).doesNotContain("ALTER TABLE", "CREATE ");
    assertThat(plain().lines()).containsSubsequence(brief.lines().toList());
  }

  @Test
  void colours_change_nothing_but_colours() {
    String coloured = PlanText.of(Plans.rename(), new Style(true), PlanText.Detail.SQL);

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain());
  }

  private static String plain() {
    return PlanText.of(Plans.rename(), new Style(false), PlanText.Detail.SQL);
  }

  private static String golden() throws IOException {
    try (InputStream file = PlanTextTest.class.getResourceAsStream("rename.plan.txt")) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
