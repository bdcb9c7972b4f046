package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.client.StatementRecorder;
import dev.concertina.evidence.Need;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** What a release needs is recorded once and held against every later migration. */
class ReleasesTest {

  @TempDir private Path directory;

  private static final Migration DROP =
      new MigrationText(Sources.PARSER)
          .of("V7__phone.sql", "V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;");
  private static final Migration RENAME =
      new MigrationText(Sources.PARSER)
          .of("V8__name.sql", "V8__name.sql", "ALTER TABLE users RENAME COLUMN name TO full_name;");

  @OnEveryServer
  void aReleaseThatIsRecordedFromItsTestsNeedsWhatItUsed(TestDatabase database)
      throws SQLException, IOException {
    database.execute("CREATE TABLE users (id int PRIMARY KEY, name text, phone text)");
    StatementRecorder recorder = new StatementRecorder();
    DataSource source = recorder.record(source(database));
    try (var connection = source.getConnection();
        var find = connection.prepareStatement("SELECT phone FROM users WHERE id = ?");
        var rename = connection.prepareStatement("UPDATE users SET name = ? WHERE id = ?");
        var several = connection.createStatement()) {
      find.setInt(1, 1);
      find.execute();
      rename.setString(1, "Ann");
      rename.setInt(2, 1);
      rename.execute();
      several.execute("SELECT phone FROM users; SELECT 1 -- one");
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
      assertThat(List.of(connection).contains(connection)).isTrue();
    }
    Path file = directory.resolve("billing-1.8.sql");
    recorder.writeTo(file);
    assertThat(Sources.PARSER.parse(Files.readString(file)).statements()).hasSize(4);
    Releases releases = releases(database);
    releases.record("billing", "1.8", recorder.statements());

    List<Releases.Needed> needed = releases.needing(DROP, releases.live());

    assertThat(needed)
        .extracting(Releases.Needed::statement)
        .containsExactlyInAnyOrder(
            "SELECT phone FROM users", "SELECT phone FROM users WHERE id = $1");
    assertThat(needed.get(0).release()).hasToString("billing 1.8");
    assertThat(needed.get(0).need()).isEqualTo(Need.USE);
    assertThat(needed.get(0).words()).isEqualTo("uses public.users.phone");
    assertThat(releases.end("billing", "1.8")).isTrue();
    assertThat(releases.live()).isEmpty();
  }

  @OnEveryServer
  void aReleaseThatIsRecordedFromStatisticsIsKeptInTheDatabase(TestDatabase database)
      throws SQLException {
    String role = "shop_of_" + database.name();
    database.execute(
        "CREATE EXTENSION pg_stat_statements",
        "CREATE TABLE users (id int PRIMARY KEY, name text, phone text)",
        "CREATE ROLE " + role + " LOGIN",
        "GRANT ALL ON users TO " + role);
    try (var connection = database.connection(role);
        var statement = connection.createStatement()) {
      statement.execute("SELECT * FROM users WHERE id = 5");
      Releases releases = releases(database);
      releases.record("shop", "2.0", releases.counted(role).orElseThrow().statements());
      assertThat(releases.live().get(0).statements()).contains("SELECT * FROM users WHERE id = $1");
      assertThat(releases.needing(DROP, releases.live()))
          .extracting(Releases.Needed::need)
          .containsExactly(Need.SHAPE);
      concertina(database).deploy(RENAME);
      assertThat(releases.needing(RENAME, releases.live()))
          .extracting(Releases.Needed::need)
          .containsExactly(Need.SHAPE);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static Releases releases(TestDatabase database) {
    return concertina(database).releases();
  }

  private static Concertina concertina(TestDatabase database) {
    return Concertina.connect(
        name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  private static DataSource source(TestDatabase database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try (var connection = database.connection()) {
      source.setUrl(connection.getMetaData().getURL());
      source.setUser("postgres");
    }
    return source;
  }
}
