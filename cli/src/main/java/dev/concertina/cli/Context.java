package dev.concertina.cli;

import dev.concertina.cli.config.Configuration;
import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.cli.config.GateSettings;
import dev.concertina.cli.config.Key;
import dev.concertina.cli.config.UrlConnections;
import dev.concertina.cli.render.ProgressText;
import dev.concertina.engine.Allowances;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Settings;
import dev.concertina.parser.PostgresParser;
import java.io.InputStream;

/**
 * What a command works with.
 *
 * @param in standard input, for a migration that is piped in
 * @param stop whether the run was asked to end early
 */
public record Context(
    Output output, InputStream in, Configuration configuration, PostgresParser parser, Stop stop) {

  /** The engine on the configured database; the command closes it. */
  public Concertina connect() {
    DatabaseUrl url = configuration.url();
    if (!url.ignored().isEmpty()) {
      output.note(
          "warning: the database URL has parameters without effect: "
              + String.join(", ", url.ignored()));
    }
    Concertina concertina =
        Concertina.connect(
            new UrlConnections(url, configuration.schema()),
            settings(),
            new ProgressText(
                output.progress(), output.noteStyle(), output.isLive(), System::nanoTime),
            parser);
    stop.passOnTo(concertina::stop);
    return concertina;
  }

  private Settings settings() {
    Settings settings = Settings.defaults();
    settings = configuration.home().map(settings::withHome).orElse(settings);
    settings =
        settings.withLocks(
            configuration.duration(Key.LOCK_TIMEOUT).orElse(settings.lockTimeout()),
            configuration.duration(Key.LOCK_BUDGET).orElse(settings.lockBudget()));
    settings =
        settings.withBatchTarget(
            configuration.duration(Key.BATCH_TARGET).orElse(settings.batchTarget()));
    return settings
        .withBusyWait(configuration.duration(Key.WAIT).orElse(settings.busyWait()))
        .withAllowances(
            new Allowances(
                configuration.words(Key.ACCEPT), configuration.duration(Key.CANCEL_BLOCKERS_AFTER)))
        .withUserTriggers(
            configuration.words(Key.ACCEPT).contains("user-triggers")
                || configuration.flag(Key.ALLOW_USER_TRIGGERS).orElse(false))
        .withRetention(configuration.duration(Key.RETENTION).orElse(settings.retention()))
        .withGate(GateSettings.of(configuration))
        .withLimits(configuration.limits());
  }
}
