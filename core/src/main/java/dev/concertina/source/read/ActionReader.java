package dev.concertina.source.read;

import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;

/** Reads one kind of action of ALTER TABLE. Stateless, safe for any thread. */
interface ActionReader {

  Reading read(Action action);

  /**
   * One action.
   *
   * @param tree the {@code AlterTableCmd}
   * @param tokens the tokens of the action; those of the first action begin with ALTER TABLE
   */
  record Action(TableRef table, Node tree, Tokens tokens, Origin origin) {

    /** The column or the constraint that the action is about. */
    Identifier name() {
      return new Identifier(tree.text("name").orElseThrow());
    }

    boolean cascade() {
      return "DROP_CASCADE".equals(tree.text("behavior").orElse(""));
    }
  }
}
