package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;

import dev.concertina.change.CreateTable;
import dev.concertina.change.TableRef;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateTableReaderTest {

  @Test
  void foreignKeysNameTheTablesThatTheyLock() {
    String sql =
        "CREATE TABLE a (id bigserial PRIMARY KEY, b int REFERENCES app.x (id), c int, FOREIGN KEY"
            + " (c) REFERENCES y)";

    assertChange(CreateTable.class, sql + ";")
        .returns(TableRef.of("a"), CreateTable::table)
        .returns(sql, create -> create.statement().sql())
        .returns(
            List.of(TableRef.of(QualifiedName.of("app", "x")), TableRef.of("y")),
            CreateTable::references);
  }
}
