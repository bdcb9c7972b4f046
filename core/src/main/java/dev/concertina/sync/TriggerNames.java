package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * The names of the two triggers of a sync. PostgreSQL fires BEFORE triggers in the order of the
 * bytes of their names ("Overview of Trigger Behavior"), and user triggers must stand between: they
 * see what they always saw, and what they change still reaches the new shape.
 *
 * @param first sorts before every user trigger
 * @param last sorts after every user trigger
 */
public record TriggerNames(Identifier first, Identifier last) {

  private static final List<String> FIRST = List.of("00_concertina_", "!concertina_", "\u0001_");
  private static final List<String> LAST =
      List.of("zz_concertina_", "~~concertina_", "\uDBFF\uDFFF_concertina_");

  /**
   * Chooses the plainest names that keep the order.
   *
   * @param suffix what tells this sync from others: the version's schema name
   * @param users the names of the table's BEFORE triggers
   * @return empty if some user trigger sorts outside of every name that could be chosen
   */
  public static Optional<TriggerNames> around(List<Identifier> users, String suffix) {
    Optional<Identifier> first =
        FIRST.stream()
            .map(prefix -> new Identifier(prefix + suffix))
            .filter(name -> users.stream().allMatch(user -> name.compareTo(user) < 0))
            .findFirst();
    Optional<Identifier> last =
        LAST.stream()
            .map(prefix -> new Identifier(prefix + suffix))
            .filter(name -> users.stream().allMatch(user -> name.compareTo(user) > 0))
            .findFirst();
    return first.flatMap(f -> last.map(l -> new TriggerNames(f, l)));
  }
}
