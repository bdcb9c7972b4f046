package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Origin;
import dev.concertina.cli.render.Style;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

  private static final ErrorReport AT_A_LINE =
      new ErrorReport(
          ExitCodes.INVALID,
          "unknown-column",
          "public.users has no column nope",
          "correct the name",
          Optional.of(new Origin("migrations/V7__x.sql", 3, "ALTER TABLE users\n  DROP nope")));

  @Test
  void says_where_what_and_what_next() {
    assertThat(AT_A_LINE.text(new Style(false)))
        .isEqualTo(
            """
            error: migrations/V7__x.sql:3: public.users has no column nope

                ALTER TABLE users
                  DROP nope

            next:  correct the name""");
  }

  @Test
  void gives_programs_the_same() {
    assertThat(AT_A_LINE.json())
        .hasToString(
            "{\"code\":\"unknown-column\",\"message\":\"public.users has no column nope\","
                + "\"hint\":\"correct the name\",\"file\":\"migrations/V7__x.sql\",\"line\":3}");
  }

  @Test
  void masks_the_passwords_that_it_is_given() {
    ErrorReport report =
        new ErrorReport(2, "usage", "what is postgres://u:geheim@h/d", "not password=geheim");

    assertThat(report.text(new Style(false)) + report.json()).doesNotContain("geheim");
  }

  /** However deep it was met: the parser says that PostgreSQL's grammar failed. */
  @Test
  void a_heap_that_is_too_small_is_no_defect() {
    ErrorReport report =
        Failures.report(
            new IllegalStateException(
                "the grammar failed", new OutOfMemoryError("Java heap space")));

    assertThat(report.code()).isEqualTo("out-of-memory");
    assertThat(report.text(new Style(false)))
        .contains(" MB", "-Xmx" + 2 * (Runtime.getRuntime().maxMemory() >> 20) + "m")
        .doesNotContain("defect");
  }
}
