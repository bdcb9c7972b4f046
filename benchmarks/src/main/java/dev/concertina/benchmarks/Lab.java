package dev.concertina.benchmarks;

import dev.concertina.benchmarks.server.Server;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a benchmark works with: a server that is started when it is first asked for, and somebody to
 * tell how far it is. Not thread-safe.
 */
final class Lab implements AutoCloseable {

  private final Optional<String> url;
  private final PrintWriter progress;
  private Optional<Server> server = Optional.empty();

  Lab(Optional<String> url, PrintWriter progress) {
    this.url = url;
    this.progress = progress;
  }

  Server server() {
    Server started =
        server.orElseGet(() -> url.map(Server::at).orElseGet(() -> Server.start(Map.of())));
    server = Optional.of(started);
    return started;
  }

  /** For a benchmark that needs more than one server: it is described and closed as the server. */
  Server use(Server other) {
    server = Optional.of(other);
    return other;
  }

  /** Says on standard error what happens now. */
  void say(String line) {
    progress.println(line);
    progress.flush();
  }

  /** The server that was used. */
  Map<String, Object> describe() throws SQLException {
    return server.isPresent() ? server.get().describe() : new LinkedHashMap<>();
  }

  @Override
  public void close() {
    server.ifPresent(Server::close);
  }
}
