package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/**
 * What a rule may ask of the other statements of a script: actions of a kind, by what they are
 * about. Two of them are never equal, and a script is sorted once for each, so they are kept.
 */
public final class Topic<A extends Action> {

  private final Class<A> kind;
  private final Function<A, ? extends Collection<?>> about;

  private Topic(Class<A> kind, Function<A, ? extends Collection<?>> about) {
    this.kind = kind;
    this.about = about;
  }

  /** Actions that are about one thing each. */
  public static <A extends Action> Topic<A> of(Class<A> kind, Function<A, ?> about) {
    return new Topic<>(kind, action -> Set.of(about.apply(action)));
  }

  /** Actions that are about several things each, or about none. */
  public static <A extends Action> Topic<A> ofMany(
      Class<A> kind, Function<A, ? extends Collection<?>> about) {
    return new Topic<>(kind, about);
  }

  /** What an action of whatever kind is about; nothing if it does not belong here. */
  Collection<?> about(Action action) {
    return kind.isInstance(action) ? about.apply(kind.cast(action)) : Set.of();
  }

  A cast(Action action) {
    return kind.cast(action);
  }
}
