package dev.concertina.plan.recipe;

import dev.concertina.plan.Statement;

/**
 * A function or trigger that CONTRACT replaces or drops, and that may name what goes: it runs
 * whenever a row is written, so it changes in the transaction that takes the old shape away. Before
 * it, the old application would meet the new one; after it, every write would fail until then.
 *
 * @param title what is done: {@code replace function stamp()}
 */
public record Renewal(String title, Statement statement) {

  /** Where nothing of the old shape is taken away. */
  public Draft alone() {
    return Drafts.ddl(title, statement);
  }
}
