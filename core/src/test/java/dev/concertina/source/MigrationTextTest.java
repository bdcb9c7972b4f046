package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.DropTable;
import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTextTest {

  private final MigrationText text = new MigrationText(Sources.PARSER);

  @TempDir Path directory;

  @Test
  void standardInputIsNamedByTheCaller() {
    byte[] sql = "-- gone\nDROP TABLE a".getBytes(StandardCharsets.UTF_8);

    Migration migration = text.read("V7.1__drop_the_table", new ByteArrayInputStream(sql));

    assertThat(migration.version()).isEqualTo(Version.parse("7.1"));
    assertThat(migration.description()).isEqualTo("drop the table");
    assertThat(migration.file()).isEqualTo("-");
    assertThat(migration.checksum()).isEqualTo(Checksum.of("-- gone\nDROP TABLE a"));
    assertThat(migration.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            DropTable.class, drop -> assertThat(drop.origin()).hasToString("standard input:2"));
  }

  @Test
  void fileOfAnyNameIsNamedByTheCaller() throws IOException {
    Path file = Files.writeString(directory.resolve("change.txt"), "DROP TABLE a");

    assertThat(text.read("V1__x", file).file()).isEqualTo(file.toString());
  }

  @Test
  void byteOrderMarkIsNoPartOfTheText() throws IOException {
    Path file = Files.writeString(directory.resolve("V1__x.sql"), "\uFEFFDROP TABLE a");

    assertThat(text.read(file).text()).isEqualTo("DROP TABLE a");
  }

  @Test
  void dumpOfDataIsRefusedBeforeItIsParsed() throws IOException {
    Path file = Files.writeString(directory.resolve("V1__x.sql"), "-".repeat(TextFile.LONGEST + 1));

    assertThat(refusal(() -> text.read(file)).code()).isEqualTo("too-large");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = Files.write(directory.resolve("V1__x.sql"), new byte[] {'-', '-', (byte) 0xE9});

    assertThat(refusal(() -> text.read(file)).code()).isEqualTo("not-utf8");
  }

  @Test
  void fileThatIsNotThereIsRefused() {
    Path file = directory.resolve("V1__x.sql");

    MigrationException refusal = refusal(() -> text.read(file));

    assertThat(refusal.code()).isEqualTo("unreadable-file");
    assertThat(refusal).hasMessageContaining("not there");
    assertThat(refusal.origin().orElseThrow().file()).isEqualTo(file.toString());
  }

  @Test
  void migrationMayAskForNothing() {
    assertThat(text.of("V1__x", "-", "BEGIN;\n-- (no-op)\nCOMMIT;").changes()).isEmpty();
  }

  @Test
  void placeOfTheFirstByteThatIsNotUtf8IsNamed() throws IOException {
    Path file = Files.write(directory.resolve("V1__x.sql"), new byte[] {'-', '\n', (byte) 0xE9});

    assertThat(refusal(() -> text.read(file)).origin().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void textWithNothingInItIsRefused() {
    assertThat(refusal(() -> text.of("V1__x", "-", " \n")).code()).isEqualTo("empty");
  }

  @Test
  void operationThatDjangoCannotWriteIsNotLeftOut() {
    String sql = "--\n-- Raw Python operation\n--\n-- THIS OPERATION CANNOT BE WRITTEN AS SQL\n";

    MigrationException refusal = refusal(() -> text.of("V1__x", "-", sql));

    assertThat(refusal.code()).isEqualTo("not-sql");
    assertThat(refusal.origin().orElseThrow().line()).isEqualTo(4);
  }

  private static MigrationException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(MigrationException.class, call);
  }
}
