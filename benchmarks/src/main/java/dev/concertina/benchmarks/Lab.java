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
    Server started = server.orElseGet(() -> url.map(Server::at).orElseGet(Server::start));
    server = Optional.of(started);
    return started;
  }

  /** Says on standard error what happens now. */
  void say(String line) {
    progress.println(line);
    progress.flush();
  }

  /** Whether the server is the user's, so that no second one can be put beside it. */
  boolean isForeign() {
    return url.isPresent();
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
