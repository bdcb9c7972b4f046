package dev.concertina.cli.command;

import dev.concertina.cli.config.DurationSetting;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration with its unit. */
public final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return DurationSetting.parse(text);
    } catch (IllegalArgumentException e) {
      throw (TypeConversionException)
          new TypeConversionException(String.valueOf(e.getMessage())).initCause(e);
    }
  }
}
