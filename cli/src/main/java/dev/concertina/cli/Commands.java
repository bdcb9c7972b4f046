package dev.concertina.cli;

import dev.concertina.change.Version;
import dev.concertina.cli.config.Durations;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** All commands, in the order of a deploy. */
final class Commands {

  private Commands() {}

  static CommandLine program(GlobalOptions globals) {
    CommandLine program = new CommandLine(new RootCommand(globals));
    program
        .registerConverter(Version.class, converter(Version::parse))
        .registerConverter(Duration.class, converter(Durations::parse))
        .setCaseInsensitiveEnumValuesAllowed(true);
    return program;
  }

  /** Lets the message of a refused value stand as it is. */
  private static <T> ITypeConverter<T> converter(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw (TypeConversionException)
            new TypeConversionException(String.valueOf(e.getMessage())).initCause(e);
      }
    };
  }
}
