package dev.concertina.evidence.twin;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A database of its own, made empty and dropped when it is closed. Not thread-safe. */
public final class Scratch implements AutoCloseable {

  /** Opens sessions of one server, in autocommit; who asks for one closes it. */
  public interface Server {
    /** In any database, with a role that may create databases. */
    Connection maintenance() throws SQLException;

    /** In the database of that name. */
    Connection open(Identifier database) throws SQLException;
  }

  private final Connection maintenance;
  private final Identifier name;
  private final Connection connection;

  private Scratch(Connection maintenance, Identifier name, Connection connection) {
    this.maintenance = maintenance;
    this.name = name;
    this.connection = connection;
  }

  /**
   * Makes one.
   *
   * @throws SQLException also if the role may not create databases (42501)
   */
  public static Scratch make(Server server) throws SQLException {
    byte[] random = new byte[6];
    RandomGenerator.getDefault().nextBytes(random);
    Identifier name = new Identifier("concertina_check_" + HexFormat.of().formatHex(random));
    Connection maintenance = server.maintenance();
    try {
      Jdbc.run(maintenance, Sql.of("CREATE DATABASE {} TEMPLATE template0", name));
      return new Scratch(maintenance, name, server.open(name));
    } catch (SQLException e) {
      try (maintenance) {
        drop(maintenance, name);
      }
      throw e;
    }
  }

  /** A session in it. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    try (maintenance) {
      connection.close();
      drop(maintenance, name);
    }
  }

  private static void drop(Connection maintenance, Identifier name) throws SQLException {
    Jdbc.run(maintenance, Sql.of("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
  }
}
