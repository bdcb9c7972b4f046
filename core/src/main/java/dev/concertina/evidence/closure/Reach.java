package dev.concertina.evidence.closure;

import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/**
 * What a query reaches.
 *
 * @param steps the query itself first, then what it goes through
 * @param unknown what makes the rest invisible, each a sentence
 */
public record Reach(List<Step> steps, List<String> unknown) {

  public Reach {
    steps = List.copyOf(steps);
    unknown = List.copyOf(unknown);
  }

  /**
   * One resolved query, or the text of a function that is not.
   *
   * @param via how it is reached, for people; empty for the query itself
   * @param uses what it uses
   * @param body a text in which names may be mentioned; empty for what is resolved
   */
  public record Step(String via, TreeUses uses, Body body) {}

  /** Something in which names stand whose meaning PostgreSQL does not tell. */
  public interface Body {
    /** Names nothing. */
    Body NONE =
        new Body() {
          @Override
          public boolean names(QualifiedName object) {
            return false;
          }

          @Override
          public boolean names(QualifiedName relation, Identifier column) {
            return false;
          }
        };

    /** Whether it names the relation, the function or the type. */
    boolean names(QualifiedName object);

    /** Whether it names a column which may be that of the relation. */
    boolean names(QualifiedName relation, Identifier column);
  }
}
