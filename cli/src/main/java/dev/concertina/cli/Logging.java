package dev.concertina.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.concertina.cli.render.Style;
import org.slf4j.LoggerFactory;

/** Logs to standard error: warnings, with {@code -v} also what the engine does. */
public final class Logging extends ContextAwareBase implements Configurator {

  /** Held, because the platform forgets a logger that nobody holds, and its level with it. */
  private static final java.util.logging.Logger DRIVER =
      java.util.logging.Logger.getLogger("org.postgresql");

  /** For {@link java.util.ServiceLoader}; without a file to parse, the start is faster. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    boolean overBar =
        Boolean.getBoolean(Terminal.ERR_IS_TERMINAL) && !"dumb".equals(System.getenv("TERM"));
    encoder.setPattern(
        (overBar ? Style.CLEAR_LINE : "") + "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    // the demo counts what its applications meet: a pool need not tell it too
    context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** The driver writes through the platform's logging; what matters of it comes as an exception. */
  static void quietDriver() {
    DRIVER.setLevel(java.util.logging.Level.OFF);
  }

  /** Makes the engine say what it does. */
  static void verbose() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("dev.concertina").setLevel(Level.DEBUG);
    }
  }
}
