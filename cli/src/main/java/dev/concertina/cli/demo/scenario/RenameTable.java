package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code clients} becomes {@code customers}. */
final class RenameTable implements Scenario {

  @Override
  public String title() {
    return "rename a table";
  }

  @Override
  public String why() {
    return "old code queries the old table";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE clients (
          id bigint PRIMARY KEY,
          company text NOT NULL,
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY clients (id, company, visits) FROM STDIN", WHOLE_ROW));
  }

  @Override
  public String indexes() {
    return "CREATE INDEX clients_company ON clients (company)";
  }

  @Override
  public String file() {
    return "V7__rename_clients.sql";
  }

  @Override
  public String migration() {
    return """
        ALTER TABLE clients RENAME TO customers;
        """;
  }

  @Override
  public Statements before() {
    return Statements.indexed(id("clients"), id("company"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.indexed(id("customers"), id("company"), ValueType.TEXT);
  }

  @Override
  public String byOld(Random random) {
    return Words.name(random);
  }

  @Override
  public String byNew(Random random) {
    return Words.name(random);
  }

  @Override
  public @Nullable String up(@Nullable String old) {
    return old;
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return value;
  }
}
