package dev.concertina.lint.liquibase;

import static dev.concertina.hazard.TransactionMode.EACH_STATEMENT;
import static dev.concertina.hazard.TransactionMode.WHOLE_SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.MigrationException;
import dev.concertina.lint.file.ScriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogsTest {

  private final List<MigrationException> problems = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void formatted_sql_has_a_script_for_each_change_set() {
    String text =
        """
        --liquibase formatted sql

        --changeset ann:1
        DROP TABLE a;
        --rollback CREATE TABLE a ();
        --changeset ann:2 runInTransaction:false
        DROP TABLE b;
        --changeset ann:3 dbms:mysql
        DROP TABLE c;
        --changeset "ann b":4 dbms:postgresql,h2 endDelimiter:GO
        DROP TABLE d
        GO
        """;

    List<ScriptFile> scripts = Changelogs.sql("a.sql", Optional.empty(), text);

    assertThat(scripts)
        .extracting(ScriptFile::transaction)
        .containsExactly(WHOLE_SCRIPT, WHOLE_SCRIPT, EACH_STATEMENT, WHOLE_SCRIPT);
    assertThat(statements(scripts))
        .containsExactly("4: DROP TABLE a;", "7: DROP TABLE b;", "11: DROP TABLE d", "12: ;");
  }

  @Test
  void changes_in_xml_become_statements_on_their_lines() throws IOException {
    write(
        "c.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
          <property name="table" value="orders"/>
          <changeSet id="1" author="ann">
            <dropColumn tableName="${table}" columnName="order"/>
            <sql>
              UPDATE t
                SET a = 1 -- all
            </sql>
            <rollback><dropTable tableName="t"/></rollback>
          </changeSet>
          <changeSet id="2" author="ann" runInTransaction="false" dbms="postgresql">
            <sql dbms="h2">SELECT 1</sql>
            <sql>CREATE INDEX CONCURRENTLY i ON t (a);</sql>
          </changeSet>
          <changeSet id="3" author="ann" dbms="!postgresql"><dropTable tableName="t"/></changeSet>
        </databaseChangeLog>
        """);

    List<ScriptFile> scripts = read("c.xml");

    assertThat(scripts)
        .extracting(ScriptFile::transaction)
        .containsExactly(WHOLE_SCRIPT, EACH_STATEMENT);
    assertThat(statements(scripts))
        .containsExactly(
            "5: ALTER TABLE orders DROP COLUMN \"order\";",
            "7: UPDATE t",
            "8: SET a = 1 -- all",
            "9: ;",
            "14: CREATE INDEX CONCURRENTLY i ON t (a);");
  }

  @Test
  void changes_in_yaml_and_json_are_the_same() throws IOException {
    write(
        "c.yaml",
        """
        databaseChangeLog:
          - changeSet:
              id: 1
              author: ann
              preConditions:
                - onFail: MARK_RAN
              changes:
                - addColumn:
                    tableName: t
                    columns:
                      - column:
                          name: c
                          type: int
                          defaultValueNumeric: 3
                          constraints:
                            nullable: false
                - sql:
                    sql: |
                      DROP TABLE a;
                      DROP TABLE b;
                - sql: DROP TABLE c
              rollback:
                - dropTable:
                    tableName: x
        """);
    write(
        "c.json",
        """
        {"databaseChangeLog": [
          {"changeSet": {"id": "1", "author": "ann", "changes": [
            {"renameTable": {"oldTableName": "a", "newTableName": "b"}}]}}]}
        """);

    assertThat(statements(read("c.yaml")))
        .containsExactly(
            "11: ALTER TABLE t ADD c int DEFAULT 3 NOT NULL;",
            "19: DROP TABLE a;",
            "20: DROP TABLE b;",
            "21: DROP TABLE c;");
    assertThat(statements(read("c.json"))).containsExactly("3: ALTER TABLE a RENAME TO b;");
  }

  @Test
  void includes_are_read_once_in_their_place() throws IOException {
    write("db/x.sql", "DROP TABLE x;");
    write("db/all/2.sql", "DROP TABLE second;");
    write("db/all/1.sql", "DROP TABLE first;");
    write("db/sub/s.sql", "DROP TABLE s;");
    write(
        "db/sub/c.xml",
        changelog(
            "<changeSet id='1' author='a'><sqlFile path='s.sql' relativeToChangelogFile='true'/>"
                + "</changeSet><include file='db/master.xml'/>"));
    write(
        "db/master.xml",
        changelog(
            "<include file='db/x.sql'/><include file='sub/c.xml' relativeToChangelogFile='true'/>"
                + "<includeAll path='all'/><include file='classpath:db/x.sql'/>"
                + "<include file='nothing.xml'/>"));

    List<ScriptFile> scripts = read("db/master.xml");

    assertThat(statements(scripts))
        .containsExactly(
            "1: DROP TABLE x;",
            "1: DROP TABLE s;",
            "1: DROP TABLE first;",
            "1: DROP TABLE second;");
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem).hasMessageContaining("nothing.xml"));
  }

  @Test
  void a_pipe_is_not_waited_for() throws IOException, InterruptedException {
    write("all/1.sql", "DROP TABLE a;");
    String pipe = directory.resolve("all/2.sql").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    write("c.xml", changelog("<includeAll path='all'/><include file='all/2.sql'/>"));

    assertThat(statements(read("c.xml"))).containsExactly("1: DROP TABLE a;");
    assertThat(problems).hasSize(1);
  }

  @Test
  void entities_read_no_file_and_do_not_grow() throws IOException {
    write("secret.txt", "DROP TABLE secret");
    write(
        "a.xml",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"secret.txt\">]>"
            + changelog("<changeSet id='1' author='a'><sql>&e;</sql></changeSet>"));
    write(
        "b.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>" + changelog("<x>&b;</x>"));
    write("c.xml", "<databaseChangeLog>" + "<a>".repeat(100_000));
    write("d.yaml", "databaseChangeLog: " + "[".repeat(100_000));
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    write("e.yaml", laughs + "databaseChangeLog: [*a39]\n");

    for (String name : List.of("a.xml", "b.xml", "c.xml", "d.yaml", "e.yaml")) {
      assertThat(statements(read(name))).isEmpty();
    }

    assertThat(problems).extracting(MigrationException::code).containsOnly("changelog");
    assertThat(problems).hasSize(5);
  }

  private static String changelog(String content) {
    return "<databaseChangeLog>" + content + "</databaseChangeLog>";
  }

  private List<ScriptFile> read(String name) {
    return new Changelogs(problems::add).read(directory.resolve(name));
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Each line that holds something but comments, with its number. */
  private static List<String> statements(List<ScriptFile> scripts) {
    List<String> statements = new ArrayList<>();
    for (ScriptFile script : scripts) {
      String[] lines = script.text().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (!lines[i].isBlank() && !lines[i].startsWith("--")) {
          statements.add(i + 1 + ": " + lines[i].strip());
        }
      }
    }
    return statements;
  }
}
