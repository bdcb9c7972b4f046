package dev.concertina.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Release implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"concertina " + version(), "Java " + System.getProperty("java.version")};
  }

  /** {@code dev}, if the program does not run from its package. */
  public static String version() {
    return Optional.ofNullable(Release.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
