package dev.concertina.cli.config;

import dev.concertina.gate.GatePolicy;
import dev.concertina.gate.GatePolicy.Standby;
import dev.concertina.gate.GatePolicy.Standbys;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGProperty;

/** What the configuration says of the gate of CONTRACT. */
public final class GateSettings {

  private static final String NONE = "none";

  /** One that hangs must not hang the gate. */
  private static final String SECONDS_TO_CONNECT = "10";

  private static final String SECONDS_TO_ANSWER = "30";

  private GateSettings() {}

  /**
   * The policy.
   *
   * @throws dev.concertina.change.MigrationException if a duration or an address is malformed
   */
  public static GatePolicy of(Configuration configuration) {
    GatePolicy standard = GatePolicy.standard();
    return standard
        .withSoak(configuration.duration(Key.SOAK).orElse(standard.soak()))
        .withBlindSoak(configuration.duration(Key.BLIND_SOAK).orElse(standard.blindSoak()))
        .withSelectStar(configuration.flag(Key.ALLOW_SELECT_STAR).orElse(standard.selectStar()))
        .withStandbys(
            configuration
                .list(Key.STANDBYS)
                .map(GateSettings::standbys)
                .orElse(standard.standbys()));
  }

  private static Standbys standbys(List<String> words) {
    return words.equals(List.of(NONE))
        ? new Standbys.WithoutReaders()
        : new Standbys.Given(words.stream().map(GateSettings::standby).toList());
  }

  private static Standby standby(String address) {
    DatabaseUrl url =
        DatabaseUrl.parse(address)
            .withDefault(PGProperty.LOGIN_TIMEOUT, SECONDS_TO_CONNECT)
            .withDefault(PGProperty.SOCKET_TIMEOUT, SECONDS_TO_ANSWER);
    UrlConnections connections = new UrlConnections(url, Optional.empty());
    return new Standby(connections.target(), () -> connections.open("concertina:gate"));
  }
}
