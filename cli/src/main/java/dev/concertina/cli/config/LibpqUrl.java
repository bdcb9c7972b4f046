package dev.concertina.cli.config;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * The parts of a {@code postgres://} URL as the driver wants them ("Connection URIs" in the libpq
 * chapter of the documentation).
 *
 * @param hosts {@code host:port}, several with commas between them
 * @param ignored parameters that nobody knows
 */
record LibpqUrl(String hosts, String database, Properties properties, List<String> ignored) {

  static final String SHAPE = "postgres://user:password@host:5432/database";

  /** The database's name may hold no slash unencoded; the user's part ends at the last @. */
  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
              + "(?<hosts>[^/?#@]*)(?:/(?<database>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

  private static final Pattern HOST =
      Pattern.compile("(?<name>\\[[0-9A-Fa-f:.%]+\\]|[^\\[\\]:,\\s]*)(?::(?<port>[0-9]{1,5}))?");

  private static final Map<String, PGProperty> NAMES =
      Map.of(
          "user", PGProperty.USER,
          "password", PGProperty.PASSWORD,
          "connect_timeout", PGProperty.CONNECT_TIMEOUT,
          "application_name", PGProperty.APPLICATION_NAME,
          "channel_binding", PGProperty.CHANNEL_BINDING,
          "gssencmode", PGProperty.GSS_ENC_MODE,
          "krbsrvname", PGProperty.KERBEROS_SERVER_NAME,
          "sslnegotiation", PGProperty.SSL_NEGOTIATION,
          "target_session_attrs", PGProperty.TARGET_SERVER_TYPE);

  /** The values of {@code target_session_attrs}, and what the driver calls them. */
  private static final Map<String, String> SERVERS =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  static LibpqUrl parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw DatabaseUrl.bad(
          "the database URL is malformed",
          "write " + SHAPE + "; in user and password, encode : / ? # @ as %3A %2F %3F %23 %40");
    }
    Properties properties = new Properties();
    List<String> ignored = new ArrayList<>();
    set(properties, PGProperty.USER, decode(matcher.group("user")));
    set(properties, PGProperty.PASSWORD, decode(matcher.group("password")));
    String hosts = Optional.ofNullable(matcher.group("hosts")).orElse("");
    String database = decode(matcher.group("database")).orElse("");
    for (String pair : Optional.ofNullable(matcher.group("query")).orElse("").split("&", -1)) {
      String name =
          decode(pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair).orElse("");
      String value =
          decode(pair.substring(Math.min(pair.length(), pair.indexOf('=') + 1))).orElse("");
      switch (name) {
        case "" -> {}
        case "host" -> hosts = withPort(value, hosts);
        case "port" -> hosts = hostOnly(hosts) + ":" + value;
        case "dbname" -> database = value;
        default -> parameter(properties, ignored, name, value);
      }
    }
    if (database.isEmpty()) {
      database = Optional.ofNullable(properties.getProperty("user")).orElse("");
    }
    return new LibpqUrl(checked(hosts), database, properties, List.copyOf(ignored));
  }

  private static void parameter(
      Properties properties, List<String> ignored, String name, String value) {
    Optional<PGProperty> known =
        Optional.ofNullable(NAMES.get(name))
            .or(() -> Optional.ofNullable(PGProperty.forName(name)));
    if (known.isPresent()) {
      boolean isServer = name.equals("target_session_attrs");
      set(properties, known.get(), Optional.of(isServer ? server(value) : value));
    } else {
      ignored.add(name);
    }
  }

  private static String server(String attributes) {
    return Optional.ofNullable(SERVERS.get(attributes))
        .orElseThrow(
            () ->
                DatabaseUrl.bad(
                    "the database URL has a target_session_attrs that libpq does not know",
                    "write target_session_attrs=read-write"));
  }

  private static void set(Properties properties, PGProperty property, Optional<String> value) {
    value
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> properties.setProperty(property.getName(), text));
  }

  private static String withPort(String host, String hosts) {
    if (host.startsWith("/")) {
      throw DatabaseUrl.bad(
          "the database URL names a Unix-domain socket, which the Java driver cannot use",
          "let the server listen on localhost and write " + SHAPE);
    }
    int port = hosts.lastIndexOf(':');
    return port >= 0 ? host + hosts.substring(port) : host;
  }

  private static String hostOnly(String hosts) {
    return hosts.replaceFirst(":[0-9]*$", "");
  }

  /** Every host with its port. */
  private static String checked(String hosts) {
    List<String> complete = new ArrayList<>();
    for (String host : hosts.split(",", -1)) {
      Matcher matcher = HOST.matcher(host);
      if (!matcher.matches()) {
        throw DatabaseUrl.bad(
            "the host or the port of the database URL is malformed", "write " + SHAPE);
      }
      String name = decode(matcher.group("name")).filter(n -> !n.isEmpty()).orElse("localhost");
      String port = Optional.ofNullable(matcher.group("port")).orElse("5432");
      if (Integer.parseInt(port) > 65_535 || Integer.parseInt(port) < 1) {
        throw DatabaseUrl.bad("the port of the database URL is not between 1 and 65535", SHAPE);
      }
      complete.add(name + ":" + port);
    }
    return String.join(",", complete);
  }

  /** Percent-decoding that leaves a plus sign alone, as libpq does. */
  private static Optional<String> decode(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(source.length);
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '%') {
        bytes.put(hex(source, i + 1));
        i += 2;
      } else {
        bytes.put(source[i]);
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      throw badEncoding();
    }
  }

  private static byte hex(byte[] source, int at) {
    int high = at < source.length ? Character.digit(source[at], 16) : -1;
    int low = at + 1 < source.length ? Character.digit(source[at + 1], 16) : -1;
    if (high < 0 || low < 0 || high + low == 0) {
      throw badEncoding();
    }
    return (byte) (high * 16 + low);
  }

  private static RuntimeException badEncoding() {
    return DatabaseUrl.bad(
        "the database URL has a % that is not followed by two hexadecimal digits of UTF-8",
        "write a percent sign itself as %25");
  }

  /** Percent-encoding for any part of a URL. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
