package dev.concertina.source.read;

import dev.concertina.change.Change;
import java.util.List;

/** What a reader made of a statement. */
sealed interface Reading {

  /** The statement is understood; an empty list means that it asks for nothing. */
  record Understood(List<Item> items) implements Reading {
    public Understood {
      items = List.copyOf(items);
    }
  }

  /** The statement is refused, unless its phase is named. */
  record Refused(Refusal refusal) implements Reading {}

  static Reading of(Change change) {
    return new Understood(List.of(new Item.Whole(change)));
  }

  static Reading of(List<? extends Change> changes) {
    return new Understood(changes.stream().<Item>map(Item.Whole::new).toList());
  }

  static Reading nothing() {
    return new Understood(List.of());
  }

  static Reading refused(String what, String why, String instead) {
    return new Refused(Refusal.of(what, why, instead));
  }
}
