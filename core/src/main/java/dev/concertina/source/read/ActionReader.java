package dev.concertina.source.read;

import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.parser.Token;
import dev.concertina.sql.Identifier;
import java.util.List;

/** Reads one kind of action of ALTER TABLE. Stateless, safe for any thread. */
interface ActionReader {

  /** Tokens of a name with its schema. */
  int SCHEMA_DOT_NAME = 3;

  Reading read(Action action);

  /**
   * One action.
   *
   * @param relation the table as the statement names it
   * @param tree the {@code AlterTableCmd}
   * @param tokens the tokens of the action; those of the first action begin with ALTER TABLE
   */
  record Action(Node relation, Node tree, Tokens tokens, Origin origin) {

    TableRef table() {
      return Tables.of(relation);
    }

    /** What stands behind the table's name. */
    String text() {
      if (!tokens.list().get(0).is("ALTER") || !tokens.list().get(1).is("TABLE")) {
        return tokens.text();
      }
      int parts = relation.fields().contains("schemaname") ? SCHEMA_DOT_NAME : 1;
      List<Token> named = tokens.from(relation.offset().orElseThrow()).list();
      boolean star = named.get(parts).is("*");
      return tokens.from(named.get(star ? parts + 1 : parts).start()).text();
    }

    /** The column or the constraint that the action is about. */
    Identifier name() {
      return new Identifier(tree.text("name").orElseThrow());
    }

    boolean cascade() {
      return "DROP_CASCADE".equals(tree.text("behavior").orElse(""));
    }
  }
}
