package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlobalOptionsTest {

  @Test
  void no_color_takes_the_colours_and_leaves_the_bar() {
    Output output = output(Map.of("NO_COLOR", "1", "TERM", "xterm"));

    assertThat(output.noteStyle().colours()).isFalse();
    assertThat(output.isLive()).isTrue();
    assertThat(output.isResultLive()).isTrue();
  }

  @Test
  void a_dumb_terminal_gets_lines_only() {
    Output output = output(Map.of("TERM", "dumb"));

    assertThat(output.noteStyle().colours()).isFalse();
    assertThat(output.isLive()).isFalse();
  }

  @Test
  void any_other_terminal_gets_both() {
    Output output = output(Map.of());

    assertThat(output.noteStyle().colours()).isTrue();
    assertThat(output.isLive()).isTrue();
  }

  /** Behind the bar stands the sign of Ctrl-C. */
  @Test
  void an_error_takes_the_place_of_the_bar() {
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    for (String term : new String[] {"xterm", "dumb"}) {
      new GlobalOptions()
          .output(
              new Terminal(InputStream.nullInputStream(), writer, writer, true, true),
              Map.of("TERM", term, "NO_COLOR", "1"))
          .note("Stopped");
    }

    assertThat(written.toString()).isEqualTo("\r\u001b[KStopped\nStopped\n");
  }

  private static Output output(Map<String, String> environment) {
    PrintWriter writer = new PrintWriter(new StringWriter());
    return new GlobalOptions()
        .output(
            new Terminal(InputStream.nullInputStream(), writer, writer, true, true), environment);
  }
}
