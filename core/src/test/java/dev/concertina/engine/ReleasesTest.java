package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.client.StatementRecorder;
import dev.concertina.evidence.Need;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a release needs is recorded once and held against every later migration. */
class ReleasesTest {

  private static final Migration DROP =
      new MigrationText(Sources.PARSER)
          .of("V7__phone.sql", "V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;");

  @OnEveryServer
  void aReleaseThatIsRecordedFromItsTestsNeedsWhatItUsed(TestDatabase database)
      throws SQLException {
    database.execute("CREATE TABLE users (id int PRIMARY KEY, name text, phone text)");
    StatementRecorder recorder = new StatementRecorder();
    DataSource source = recorder.record(source(database));
    try (var connection = source.getConnection();
        var find = connection.prepareStatement("SELECT phone FROM users WHERE id = ?");
        var rename = connection.prepareStatement("UPDATE users SET name = ? WHERE id = ?")) {
      find.setInt(1, 1);
      find.execute();
      rename.setString(1, "Ann");
      rename.setInt(2, 1);
      rename.execute();
    }
    Releases releases = releases(database);
    releases.record("billing", "1.8", recorder.statements());

    List<Releases.Needed> needed = releases.needing(DROP, releases.live());

    assertThat(needed).hasSize(1);
    assertThat(needed.get(0).release()).hasToString("billing 1.8");
    assertThat(needed.get(0).statement()).isEqualTo("SELECT phone FROM users WHERE id = $1");
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
      releases.record("shop", "2.0", releases.counted(role).orElseThrow());
      assertThat(releases.live().get(0).statements()).contains("SELECT * FROM users WHERE id = $1");
      assertThat(releases.needing(DROP, releases.live()))
          .extracting(Releases.Needed::need)
          .containsExactly(Need.SHAPE);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static Releases releases(TestDatabase database) {
    return Concertina.connect(
            name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER)
        .releases();
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
