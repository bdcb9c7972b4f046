package dev.concertina.cli;

import dev.concertina.change.MigrationException;
import dev.concertina.cli.config.Configuration;
import dev.concertina.cli.config.Key;
import dev.concertina.throttle.Limit;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class GlobalOptions {

  /** What means nothing to a command without a database of the user's. */
  static final List<String> OF_A_DATABASE =
      List.of("--url", "--migrations", "--schema", "--config", "--lock-timeout", "--lock-budget");

  private static final String OUTPUT_VARIABLE = "CONCERTINA_OUTPUT";

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      order = 1,
      description =
          "The database: postgres://… or jdbc:postgresql://…; else CONCERTINA_URL, else DATABASE_URL.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--migrations",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      order = 2,
      description = "The migration files. Default: migrations/")
  private Optional<String> migrations = Optional.empty();

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      order = 3,
      description = "What names without a schema mean. Default: the role's search_path.")
  private Optional<String> schema = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      order = 4,
      description = "The configuration. Default: concertina.toml, if it is there.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      order = 5,
      description = "The longest wait for one lock, while others may queue behind. Default: 200ms.")
  private Optional<String> lockTimeout = Optional.empty();

  @Option(
      names = "--lock-budget",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      order = 6,
      description = "How long a step tries for its locks before exit 5. Default: 60s.")
  private Optional<String> lockBudget = Optional.empty();

  @Option(
      names = "--allow-user-triggers",
      scope = ScopeType.INHERIT,
      order = 6,
      description = "A backfill may fire your triggers, if it cannot keep them silent.")
  private boolean allowUserTriggers;

  @Option(
      names = "--accept",
      paramLabel = "CODE",
      split = ",",
      scope = ScopeType.INHERIT,
      order = 6,
      description = "Go on in spite of what the preflight asks about, by its code.")
  private List<String> accept = List.of();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      order = 6,
      description = "How long to wait for another run to end before exit 6. Default: 2s.")
  private Optional<String> wait = Optional.empty();

  @Option(
      names = "--cancel-blockers-after",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      order = 6,
      description =
          "End the sessions that a step has waited for so long; never superusers' or replication's."
              + " Default: never.")
  private Optional<String> cancelBlockersAfter = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "text|json",
      scope = ScopeType.INHERIT,
      order = 7,
      description = "What standard output gets. json: exactly one object.")
  private Optional<Output.Format> output = Optional.empty();

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      order = 8,
      description = "No colours; NO_COLOR says the same.")
  private boolean noColor;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      order = 9,
      description = "Say more on standard error.")
  private boolean verbose;

  /** Reads everything together. */
  Configuration configuration(Map<String, String> environment, Map<Limit, String> limits) {
    format(environment);
    Map<Key, String> flags = new EnumMap<>(Key.class);
    url.ifPresent(text -> flags.put(Key.URL, text));
    migrations.ifPresent(text -> flags.put(Key.MIGRATIONS, text));
    schema.ifPresent(text -> flags.put(Key.SCHEMA, text));
    lockTimeout.ifPresent(text -> flags.put(Key.LOCK_TIMEOUT, text));
    lockBudget.ifPresent(text -> flags.put(Key.LOCK_BUDGET, text));
    limits.forEach((limit, text) -> flags.put(Key.of(limit), text));
    wait.ifPresent(text -> flags.put(Key.WAIT, text));
    cancelBlockersAfter.ifPresent(text -> flags.put(Key.CANCEL_BLOCKERS_AFTER, text));
    if (!accept.isEmpty()) {
      flags.put(Key.ACCEPT, String.join(",", accept));
    }
    if (allowUserTriggers) {
      flags.put(Key.ALLOW_USER_TRIGGERS, "true");
    }
    return Configuration.read(flags, config, environment, Path.of(""));
  }

  Output output(Terminal terminal, Map<String, String> environment) {
    boolean json =
        output
            .map(Output.Format.JSON::equals)
            .orElse("json".equalsIgnoreCase(environment.get(OUTPUT_VARIABLE)));
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean plain = noColor || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Output(
        terminal, json ? Output.Format.JSON : Output.Format.TEXT, !plain && !dumb, !dumb);
  }

  private void format(Map<String, String> environment) {
    String text = environment.getOrDefault(OUTPUT_VARIABLE, "");
    if (output.isEmpty()
        && !text.isEmpty()
        && !text.toLowerCase(Locale.ROOT).matches("text|json")) {
      throw new MigrationException(
          "bad-setting",
          OUTPUT_VARIABLE + ": \"" + text + "\" is neither text nor json",
          "correct " + OUTPUT_VARIABLE + ", or unset it",
          Optional.empty());
    }
  }

  boolean verbose() {
    return verbose;
  }
}
