package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;

import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import org.junit.jupiter.api.Test;

class RenameReaderTest {

  @Test
  void columnIsRenamed() {
    assertChange(RenameColumn.class, "ALTER TABLE \"Users\" RENAME user_name TO \"Full Name\"")
        .returns(TableRef.of("Users"), RenameColumn::table)
        .returns(new Identifier("user_name"), RenameColumn::from)
        .returns(new Identifier("Full Name"), RenameColumn::to);
  }

  @Test
  void tableIsRenamed() {
    assertChange(RenameTable.class, "ALTER TABLE app.users RENAME TO people")
        .returns(TableRef.of(QualifiedName.of("app", "users")), RenameTable::table)
        .returns(new Identifier("people"), RenameTable::to);
  }
}
