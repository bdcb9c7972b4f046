package dev.concertina.cli.config;

import dev.concertina.change.MigrationException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where the database is: a {@code postgres://}, {@code postgresql://} or {@code jdbc:postgresql:}
 * URL. Printing one never shows its password.
 */
public final class DatabaseUrl {

  private static final String JDBC = "jdbc:postgresql:";

  /** Who names several servers means the one that takes writes, whichever it is by now. */
  private static final String PRIMARY = "primary";

  private final String hosts;
  private final String database;
  private final Properties properties;
  private final List<String> ignored;

  private DatabaseUrl(String hosts, String database, Properties properties, List<String> ignored) {
    this.hosts = hosts;
    this.database = database;
    this.properties = properties;
    this.ignored = List.copyOf(ignored);
  }

  /**
   * Reads a URL.
   *
   * @throws MigrationException with the code {@code bad-url} if it cannot be understood; its
   *     message does not repeat the URL
   */
  public static DatabaseUrl parse(String url) {
    String text = url.strip();
    DatabaseUrl parsed = text.startsWith(JDBC) ? fromJdbc(text) : fromLibpq(text);
    return parsed.hosts.contains(",")
        ? parsed.withDefault(PGProperty.TARGET_SERVER_TYPE, PRIMARY)
        : parsed;
  }

  private static DatabaseUrl fromLibpq(String url) {
    LibpqUrl parts = LibpqUrl.parse(url);
    return new DatabaseUrl(parts.hosts(), parts.database(), parts.properties(), parts.ignored());
  }

  private static DatabaseUrl fromJdbc(String url) {
    String beforeQuery = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
    if (beforeQuery.contains("@")) {
      throw bad(
          "a jdbc: URL has no user or password before the host",
          "write jdbc:postgresql://host:5432/database?user=…&password=…, or start the URL with"
              + " postgres://");
    }
    Properties parsed = parseJdbc(url);
    String[] names = PGProperty.PG_HOST.getOrDefault(parsed).split(",", -1);
    String[] ports = PGProperty.PG_PORT.getOrDefault(parsed).split(",", -1);
    StringBuilder hosts = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      hosts.append(i == 0 ? "" : ",").append(names[i]).append(':').append(ports[i]);
    }
    Properties rest = new Properties();
    parsed.stringPropertyNames().stream()
        .filter(
            name -> !name.equals("PGHOST") && !name.equals("PGPORT") && !name.equals("PGDBNAME"))
        .forEach(name -> rest.setProperty(name, parsed.getProperty(name)));
    return new DatabaseUrl(
        hosts.toString(),
        Optional.ofNullable(PGProperty.PG_DBNAME.getOrDefault(parsed)).orElse(""),
        rest,
        List.of());
  }

  private static Properties parseJdbc(String url) {
    Optional<Properties> parsed = Optional.empty();
    try {
      parsed = Optional.ofNullable(Driver.parseURL(url, null));
    } catch (RuntimeException e) {
      throw bad("the database URL is malformed", "write " + LibpqUrl.SHAPE, e);
    }
    return parsed.orElseThrow(
        () -> bad("the database URL is malformed", "write " + LibpqUrl.SHAPE));
  }

  /** The URL for {@link java.sql.DriverManager}, without user, password and parameters. */
  public String jdbcUrl() {
    return JDBC + "//" + hosts + "/" + LibpqUrl.encode(database);
  }

  /** The same; this property has the value unless the address gives it another. */
  public DatabaseUrl withDefault(PGProperty property, String value) {
    Properties more = properties();
    if (!property.isPresent(more)) {
      more.setProperty(property.getName(), value);
    }
    return new DatabaseUrl(hosts, database, more, ignored);
  }

  /** Another database of the same server. */
  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(hosts, name, properties, ignored);
  }

  /** User, password and parameters; a copy. */
  public Properties properties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /** The same database for libpq, with an added {@code search_path}; without the password. */
  public String libpqUrl(String searchPath) {
    return "postgresql://"
        + user().map(user -> LibpqUrl.encode(user) + "@").orElse("")
        + hosts
        + "/"
        + LibpqUrl.encode(database)
        + "?options="
        + LibpqUrl.encode("-c search_path=" + searchPath);
  }

  /** Parameters that neither the driver nor libpq knows; they have no effect. */
  public List<String> ignored() {
    return ignored;
  }

  private Optional<String> user() {
    return Optional.ofNullable(properties.getProperty(PGProperty.USER.getName()));
  }

  /** Percent-encoding for any part of a URL. */
  public static String encode(String text) {
    return LibpqUrl.encode(text);
  }

  /** For people: where, and as whom. */
  @Override
  public String toString() {
    return "postgresql://" + user().map(user -> user + "@").orElse("") + hosts + "/" + database;
  }

  static MigrationException bad(String message, String hint) {
    return new MigrationException("bad-url", message, hint, Optional.empty());
  }

  private static MigrationException bad(String message, String hint, RuntimeException cause) {
    MigrationException bad = bad(message, hint);
    bad.initCause(cause);
    return bad;
  }
}
