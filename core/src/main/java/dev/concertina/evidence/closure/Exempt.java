package dev.concertina.evidence.closure;

import dev.concertina.sql.QualifiedName;
import java.util.Set;

/**
 * What a closure does not hold against a query.
 *
 * @param views whose own reading does not count: what is behind them (triggers of their tables,
 *     say) does
 * @param routines functions and procedures that are not followed
 * @param triggers that are not followed
 */
public record Exempt(Set<QualifiedName> views, Set<Long> routines, Set<Long> triggers) {

  public static final Exempt NOTHING = new Exempt(Set.of(), Set.of(), Set.of());

  public Exempt {
    views = Set.copyOf(views);
    routines = Set.copyOf(routines);
    triggers = Set.copyOf(triggers);
  }
}
