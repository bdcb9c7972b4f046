package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.engine.StepFailedException;
import dev.concertina.engine.WaitingException;
import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database on a disk that is full, catalogs and journal with it. Only an administrator can make a
 * small disk, so it runs where {@code -Dconcertina.faults.disk=DIR} names one of about 64 MB:
 * {@code mount -t tmpfs -o size=64m,mode=777 tmpfs DIR}.
 */
@EnabledIfSystemProperty(named = "concertina.faults.disk", matches = ".+")
class DiskFullTest {

  private static final Path DISK = Path.of(System.getProperty("concertina.faults.disk", ""));
  private static final Path BALLAST = DISK.resolve("ballast");
  private static final int PAGE = 8192;

  /** Pages that are left; each next one lets a command go a little further. */
  private static final List<Integer> ROOM = List.of(0, 1, 4, 16, 64, 256, 1024);

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text, note text);
      INSERT INTO users SELECT g, 'user ' || g, repeat('n', 100) FROM generate_series(1, 50000) g;
      CREATE INDEX ON users (name);
      """;

  @AfterEach
  void makeRoom() throws IOException {
    Files.deleteIfExists(BALLAST);
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {14, 18})
  void what_has_no_room_is_told_and_goes_on_when_there_is_some(int major) throws IOException {
    try (TestServer server = TestServers.own(major, Map.of())) {
      Course course = Courses.of(USERS, "ALTER TABLE users RENAME COLUMN name TO label;");
      Look after;
      try (TestDatabase roomy = course.begin(server)) {
        course.forward().forEach(command -> command.give(Breakdown.sound(roomy)));
        after = Look.at(roomy);
      }
      try (TestDatabase database = onSmallDisk(course, server)) {
        int full = 0;
        for (Command command : course.forward()) {
          full += squeezed(database, command);
        }
        assertThat(Look.at(database)).isEqualTo(after);
        System.out.printf("faults: disk full on %d: %d times%n", major, full);
        assertThat(full).isGreaterThan(course.forward().size());
      }
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = {14, 18})
  void abort_goes_back_after_a_full_disk(int major) throws IOException {
    try (TestServer server = TestServers.own(major, Map.of())) {
      Course course = Courses.of(USERS, "ALTER TABLE users RENAME COLUMN name TO label;");
      try (TestDatabase database = onSmallDisk(course, server)) {
        Look before = Look.at(database);
        course.expand().give(Breakdown.sound(database));
        leave(64);
        assertThat(isFull(database, course.migrate())).isTrue();
        squeezed(database, course.abort());
        assertThat(Look.at(database)).isEqualTo(before);
      }
    }
  }

  private static TestDatabase onSmallDisk(Course course, TestServer server) throws IOException {
    Path directory = Files.createTempDirectory(DISK, "space");
    TestDatabase database = server.database();
    server
        .maintenance()
        .execute(
            "CREATE TABLESPACE small LOCATION '" + directory + "'",
            "ALTER DATABASE " + database.name() + " SET TABLESPACE small");
    database.execute(course.schema());
    return database;
  }

  /** Gives the command with more and more room; how often there was not enough. */
  private static int squeezed(TestDatabase database, Command command) throws IOException {
    int full = 0;
    for (int room : ROOM) {
      leave(room);
      full += isFull(database, command) ? 1 : 0;
      assertThat(database.query("SELECT count(*) FROM users")).containsExactly("50000");
    }
    Files.deleteIfExists(BALLAST);
    command.give(Breakdown.sound(database));
    return full;
  }

  private static boolean isFull(TestDatabase database, Command command) {
    try {
      command.give(Breakdown.sound(database));
      return false;
    } catch (StepFailedException | WaitingException e) {
      assertThat(e.code()).as(e.toString()).isEqualTo("disk-full");
      return true;
    }
  }

  private static void leave(int pages) throws IOException {
    Files.deleteIfExists(BALLAST);
    long free = Files.getFileStore(DISK).getUsableSpace();
    try (RandomAccessFile file = new RandomAccessFile(BALLAST.toFile(), "rw")) {
      byte[] page = new byte[PAGE];
      for (long written = 0; written + PAGE <= free - (long) pages * PAGE; written += PAGE) {
        file.write(page);
      }
    }
  }
}
