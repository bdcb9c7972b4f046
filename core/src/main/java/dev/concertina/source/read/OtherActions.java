package dev.concertina.source.read;

import dev.concertina.source.read.ActionReader.Action;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Actions of ALTER TABLE that no reader understands. */
final class OtherActions {

  /** By action: the reason, and what to write instead. */
  private static final Map<String, List<String>> REASONS =
      Map.of(
          "AT_DropNotNull",
          List.of(
              "the old application may not expect the NULLs that the new one writes",
              "If it reads them without harm, let it run in EXPAND; otherwise first deploy an"
                  + " application that does."),
          "AT_AddConstraint",
          List.of(
              "the old application may write rows that violate the constraint, and checking the"
                  + " existing rows locks the table",
              "Write `-- concertina: phase = contract` before it: then it is enforced once the old"
                  + " application is gone. Add a CHECK or a foreign key NOT VALID, and in a second"
                  + " such statement VALIDATE CONSTRAINT. For a unique rule write CREATE UNIQUE"
                  + " INDEX."),
          "AT_DropConstraint",
          List.of(
              "Concertina cannot tell from its name what the constraint guards",
              "If the migration drops the constraint's column as well, or only renames its table,"
                  + " leave the statement out: the constraint goes, or stays, with them. Otherwise"
                  + " let it run in CONTRACT."),
          "AT_ValidateConstraint",
          List.of(
              "Concertina cannot tell when the rows satisfy the constraint",
              "Name the phase in which it is added, or a later one."));

  private static final List<String> UNKNOWN =
      List.of("Concertina does not know in which phase of a deploy it is safe", "");

  private OtherActions() {}

  static Reading refused(Action action) {
    String subtype = action.tree().text("subtype").orElse("");
    List<String> reason = REASONS.getOrDefault(subtype, UNKNOWN);
    return Reading.refused("ALTER TABLE … " + words(subtype), reason.get(0), reason.get(1));
  }

  /** {@code AT_DropNotNull} is {@code DROP NOT NULL}. */
  private static String words(String subtype) {
    return subtype
        .replaceFirst("^AT_", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
