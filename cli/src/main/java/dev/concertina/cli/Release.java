package dev.concertina.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Release implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Release.class.getPackage().getImplementationVersion()).orElse("dev");
    return new String[] {"concertina " + version, "Java " + System.getProperty("java.version")};
  }
}
