package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SafeWriterTest {

  @Test
  void a_control_character_of_a_name_is_shown_and_not_sent() {
    assertThat(written(true, "a\u001b[2Jb\u0007c\u009bd\u007fe\rf"))
        .isEqualTo("a\\u001b[2Jb\\u0007c\\u009bd\\u007fe\\u000df");
  }

  @Test
  void line_ends_tabs_and_letters_of_any_script_pass() {
    assertThat(written(false, "é\t用户\r\n✓\n")).isEqualTo("é\t用户\r\n✓\n");
  }

  @Test
  void the_program_s_own_colours_and_redrawn_lines_pass_on_a_terminal_only() {
    assertThat(written(true, "\r\u001b[K\u001b[31mred\u001b[0m"))
        .isEqualTo("\r\u001b[K\u001b[31mred\u001b[0m");
    assertThat(written(false, "\u001b[31mred")).isEqualTo("\\u001b[31mred");
  }

  @Test
  void a_line_that_is_drawn_over_may_be_cut_by_the_terminal_and_no_other() {
    String drawn = "\r\u001b[K\u001b[?7lbar\u001b[?7h";
    assertThat(written(true, drawn)).isEqualTo(drawn);
    assertThat(written(true, "name\u001b[?7l")).isEqualTo("name\\u001b[?7l");
    assertThat(written(false, drawn)).doesNotContain("\u001b");
  }

  private static String written(boolean terminal, String text) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(new SafeWriter(out, terminal));
    writer.print(text);
    writer.flush();
    return out.toString();
  }
}
