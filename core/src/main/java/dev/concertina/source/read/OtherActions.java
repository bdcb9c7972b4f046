package dev.concertina.source.read;

import dev.concertina.source.read.ActionReader.Action;
import java.util.Locale;

/** Actions of ALTER TABLE that no reader understands. */
final class OtherActions {

  private OtherActions() {}

  static Reading refused(Action action) {
    String subtype = action.tree().text("subtype").orElse("");
    return Reading.refused(
        "ALTER TABLE … " + words(subtype),
        "Concertina does not know in which phase of a deploy it is safe",
        "");
  }

  /** {@code AT_DropNotNull} is {@code DROP NOT NULL}. */
  private static String words(String subtype) {
    return subtype
        .replaceFirst("^AT_", "")
        .replace("UnLogged", "Unlogged")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
