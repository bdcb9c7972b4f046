package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stauts",
        "--nope",
        "--output",
        "--output yaml",
        "status --nope",
        "migrate seven",
        "await",
        "await tomorrow",
        "await migrated --timeout soon"
      })
  void a_wrong_command_line_exits_with_2_and_says_what_to_do(String words) {
    Run run = Run.of(words.isEmpty() ? new String[0] : words.split(" "));

    assertThat(run.exit()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains("next: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output json",
        "stauts --output json",
        "--output=json status --nope",
        "migrate seven --output JSON"
      })
  void a_wrong_command_line_is_one_json_object_if_asked_for(String words) {
    Run run = Run.of(words.split(" "));

    assertThat(run.exit()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).isEmpty();
    assertThat(run.json().getBoolean("ok")).isFalse();
    assertThat(run.json().getInt("exit")).isEqualTo(2);
    assertThat(run.json().getObject("error").getString("code")).isEqualTo("usage");
    assertThat(run.json().getObject("error")).containsKeys("message", "hint");
  }

  @Test
  void a_misspelt_command_is_answered_with_the_likely_one() {
    assertThat(Run.of("stauts").err()).contains("did you mean", "status");
  }

  @Test
  void a_password_among_the_arguments_is_not_repeated() {
    for (String word : List.of("postgres://u:geheim@h/d", "--ulr=postgres://u:geheim@h/d")) {
      Run run = Run.of("status", word);

      assertThat(run.exit()).isEqualTo(ExitCodes.USAGE);
      assertThat(run.out() + run.err()).doesNotContain("geheim");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "migrate", "await migrated 7", "url 7", "verify"})
  void without_a_database_a_command_exits_with_3(String words) {
    Run run = Run.of((words + " --output json").split(" "));

    assertThat(run.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(run.json().getString("command")).isEqualTo(words.replaceFirst(" .*", ""));
    assertThat(run.json().getObject("error").getString("code")).isEqualTo("no-url");
  }

  @Test
  void a_malformed_url_exits_with_3_and_does_not_repeat_the_password() {
    Run run = Run.of("status", "--url", "postgres://u:geheim@h:port/d");

    assertThat(run.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(run.err()).contains("--url").doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status --url U --output json", "--output json --url U status"})
  void global_options_stand_before_or_after_the_command(String words) {
    Run run = Run.of(words.replace("U", "nonsense").split(" "));

    assertThat(run.json().getString("command")).isEqualTo("status");
    assertThat(run.json().getObject("error").getString("code")).isEqualTo("bad-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "plan --help", "deploy -h", "help await"})
  void help_goes_to_standard_output(String words) {
    Run run = Run.of(words.split(" "));

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Usage: concertina", "--output");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void help_is_an_object_too_if_asked_for() {
    Run run = Run.of("plan", "--help", "--output", "json");

    assertThat(run.json().getBoolean("ok")).isTrue();
    assertThat(run.json().getString("help")).contains("Usage: concertina plan");
  }

  @Test
  void the_demo_does_not_list_what_needs_a_database() {
    assertThat(Run.of("demo", "--help").out())
        .contains("--rows", "--output")
        .doesNotContain("--url", "--lock-timeout");
  }

  @Test
  void a_format_in_the_environment_that_does_not_exist_exits_with_3() {
    Run run = Run.of(Map.of("CONCERTINA_OUTPUT", "xml"), "", "status", "--url", "postgres://h/d");

    assertThat(run.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(run.err()).contains("CONCERTINA_OUTPUT", "xml", "json");
  }

  @Test
  void watch_is_no_single_object() {
    Run run = Run.of("watch", "--output", "json");

    assertThat(run.exit()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.json().getObject("error").getString("hint")).contains("status --output json");
  }

  @Test
  void a_limit_that_cannot_be_understood_is_refused() {
    for (String word : List.of("--max-lag=soon", "--workers=0", "--duty=200%")) {
      Run run = Run.of("throttle", word, "--url", "postgres://h/d");

      assertThat(run.exit()).isEqualTo(ExitCodes.USAGE);
      assertThat(run.err()).contains("next: ").contains("Give ");
    }
    Run deploy = Run.of("migrate", "--max-lag", "soon", "--url", "postgres://h/d");
    assertThat(deploy.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(deploy.err()).contains("--max-lag", "soon");
  }

  @Test
  void says_its_version() {
    assertThat(Run.of("--version").out()).startsWith("concertina ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "plan",
        "deploy",
        "finish",
        "status",
        "watch",
        "pause",
        "resume",
        "throttle",
        "await",
        "verify",
        "url",
        "expand",
        "migrate",
        "switch",
        "revert",
        "contract",
        "abort",
        "up",
        "repair",
        "help"
      })
  void the_help_of_each_command_has_an_example(String command) {
    assertThat(Run.of(command, "--help").out()).contains("For example: concertina " + command);
  }
}
