package dev.concertina.cli.command;

import dev.concertina.change.Version;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A version as people write it: {@code 7}, {@code 1.2} or {@code V7}. */
public final class VersionConverter implements ITypeConverter<Version> {

  @Override
  public Version convert(String text) {
    try {
      return Version.parse(text.startsWith("V") || text.startsWith("v") ? text.substring(1) : text);
    } catch (IllegalArgumentException e) {
      throw (TypeConversionException)
          new TypeConversionException(String.valueOf(e.getMessage())).initCause(e);
    }
  }

  /** The version, if the text is one. */
  static Optional<Version> ifVersion(String text) {
    try {
      return Optional.of(new VersionConverter().convert(text));
    } catch (TypeConversionException e) {
      return Optional.empty();
    }
  }
}
