package dev.concertina.cli.command;

import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.cli.config.UrlConnections;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The server of a URL, on which a database is made to try a migration in. */
record ScratchServer(DatabaseUrl url) implements Scratch.Server {

  private static final String APPLICATION = "concertina:check";

  @Override
  public Connection maintenance() throws SQLException {
    return new UrlConnections(url, Optional.empty()).open(APPLICATION);
  }

  @Override
  public Connection open(Identifier database) throws SQLException {
    return new UrlConnections(url.withDatabase(database.value()), Optional.empty())
        .open(APPLICATION);
  }
}
