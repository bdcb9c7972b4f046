package dev.concertina.cli.config;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.sql.Identifier;
import dev.concertina.throttle.Limit;
import dev.concertina.throttle.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What flags, environment and file say together: a flag wins over the environment, which wins over
 * the file. A value is checked when it is asked for.
 */
public final class Configuration {

  private static final String DEFAULT_DIRECTORY = "migrations";

  private final Map<Key, Setting> settings;

  private Configuration(Map<Key, Setting> settings) {
    this.settings = settings;
  }

  /**
   * Reads the file, if there is one, and lays the environment and the flags over it.
   *
   * @param flags what the command line says
   * @param configFile the file that the command line names
   * @param directory where {@code concertina.toml} is looked for otherwise
   * @throws MigrationException if the file is not right
   */
  public static Configuration read(
      Map<Key, String> flags,
      Optional<Path> configFile,
      Map<String, String> environment,
      Path directory) {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    configFile
        .or(() -> Optional.ofNullable(environment.get("CONCERTINA_CONFIG")).map(Path::of))
        .or(() -> Optional.of(directory.resolve(ConfigFile.DEFAULT_NAME)).filter(Files::exists))
        .ifPresent(file -> settings.putAll(ConfigFile.read(file)));
    for (Key key : Key.values()) {
      key.variables().stream()
          .filter(name -> !environment.getOrDefault(name, "").isBlank())
          .findFirst()
          .ifPresent(
              name ->
                  settings.put(
                      key,
                      new Setting(environment.getOrDefault(name, ""), name, Optional.empty())));
    }
    flags.forEach(
        (key, text) -> settings.put(key, new Setting(text, "--" + key.word(), Optional.empty())));
    return new Configuration(settings);
  }

  /**
   * Where the database is.
   *
   * @throws MigrationException if nothing says it, or the URL is malformed
   */
  public DatabaseUrl url() {
    Setting setting =
        get(Key.URL)
            .orElseThrow(
                () ->
                    new MigrationException(
                        "no-url",
                        "no database is named",
                        "give --url " + LibpqUrl.SHAPE + ", or set DATABASE_URL",
                        Optional.empty()));
    try {
      return DatabaseUrl.parse(setting.text());
    } catch (MigrationException e) {
      MigrationException placed =
          new MigrationException(
              e.code(), setting.source() + ": " + e.getMessage(), e.hint(), setting.origin());
      placed.initCause(e);
      throw placed;
    }
  }

  /** Whether the command line itself names the database, rather than what surrounds it. */
  public boolean namesDatabase() {
    return get(Key.URL).filter(setting -> setting.source().startsWith("--")).isPresent();
  }

  /** The directory of the migration files. */
  public Path migrations() {
    return get(Key.MIGRATIONS).map(s -> s.as(Path::of)).orElse(Path.of(DEFAULT_DIRECTORY));
  }

  /** The schema that names without a schema mean; else the role's search path says it. */
  public Optional<Identifier> schema() {
    return get(Key.SCHEMA).map(s -> s.as(Identifier::new));
  }

  /** The schema that holds the journal. */
  public Optional<Identifier> home() {
    return get(Key.HOME).map(s -> s.as(Identifier::new));
  }

  /** A duration, if it is configured; never zero, which PostgreSQL takes for no limit at all. */
  public Optional<Duration> duration(Key key) {
    return get(key).map(s -> s.as(DurationSetting::parsePositive));
  }

  /** Words between commas, if they are configured. */
  public Optional<List<String>> list(Key key) {
    return get(key)
        .map(
            setting ->
                Pattern.compile(",").splitAsStream(setting.text()).map(String::strip).toList());
  }

  /** A yes or no, if it is configured. */
  public Optional<Boolean> flag(Key key) {
    return get(key).map(Setting::asBoolean);
  }

  /** Words with commas between; none if nothing is configured. */
  public Set<String> words(Key key) {
    return get(key).stream()
        .flatMap(setting -> Stream.of(setting.text().split(",", -1)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /**
   * The limits of backfills that are configured.
   *
   * @throws MigrationException with the code {@code bad-setting} if one is not accepted
   */
  public Limits limits() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Limit limit : Limit.values()) {
      get(Key.of(limit)).ifPresent(setting -> texts.put(limit.word(), checked(limit, setting)));
    }
    return Limits.parse(texts);
  }

  /** Where a limit is configured: a flag, a variable or a key with its file and line. */
  public Optional<String> source(Limit limit) {
    return get(Key.of(limit))
        .map(setting -> setting.origin().map(Origin::toString).orElse(setting.source()));
  }

  private static String checked(Limit limit, Setting setting) {
    return setting.as(
        text -> {
          try {
            return Limits.parse(Map.of(limit.word(), text)).text(limit);
          } catch (MigrationException e) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not accepted; give " + limit.accepted(), e);
          }
        });
  }

  private Optional<Setting> get(Key key) {
    return Optional.ofNullable(settings.get(key));
  }
}
