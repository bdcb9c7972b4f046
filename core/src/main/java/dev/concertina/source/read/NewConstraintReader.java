package dev.concertina.source.read;

import dev.concertina.change.AddCheck;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.Change;
import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** {@code ALTER TABLE … ADD CONSTRAINT}, and the constraints of a column in ADD COLUMN. */
final class NewConstraintReader implements ActionReader {

  private final Slices slices;

  NewConstraintReader(Slices slices) {
    this.slices = slices;
  }

  @Override
  public Reading read(Action action) {
    Node tree = action.tree().node("def").orElseThrow();
    Tokens tokens = action.tokens().from(tree.offset().orElseThrow());
    return change(action.table(), ConstraintText.ofTable(tree), tokens, action.origin())
        .map(Reading::of)
        .orElseGet(() -> OtherActions.refused(action));
  }

  /**
   * The change that adds the constraint.
   *
   * @param tokens from the constraint on
   * @return empty if the kind of constraint is not known here
   */
  Optional<Change> change(TableRef table, ConstraintText text, Tokens tokens, Origin origin) {
    return text.isUnknown() ? Optional.empty() : known(table, text, tokens, origin);
  }

  private Optional<Change> known(
      TableRef table, ConstraintText text, Tokens tokens, Origin origin) {
    return switch (text.kind()) {
      case "CONSTR_CHECK" -> check(table, text, tokens, origin);
      case "CONSTR_FOREIGN" ->
          Optional.of(
              new AddForeignKey(
                  table, text.name(), text.reference(), text.notValid(), Optional.empty(), origin));
      case "CONSTR_UNIQUE" -> Optional.of(unique(table, text, false, origin));
      case "CONSTR_PRIMARY" -> Optional.of(unique(table, text, true, origin));
      case "CONSTR_EXCLUSION" ->
          tokens
              .first("EXCLUDE")
              .map(exclude -> Sql.verbatim(tokens.from(exclude.start()).text()))
              .map(
                  definition ->
                      new AddExclusion(table, text.name(), definition, Optional.empty(), origin));
      default -> Optional.empty();
    };
  }

  private Optional<Change> check(
      TableRef table, ConstraintText text, Tokens tokens, Origin origin) {
    Node expression = text.tree().node("raw_expr").orElseThrow();
    return tokens
        .behind("CHECK")
        .flatMap(Tokens::inBrackets)
        .flatMap(inside -> slices.expression(inside, expression))
        .map(
            written ->
                new AddCheck(
                    table,
                    text.name(),
                    text.check(written),
                    text.notValid(),
                    Optional.empty(),
                    origin));
  }

  private static Change unique(
      TableRef table, ConstraintText text, boolean primary, Origin origin) {
    return text.tree()
        .text("indexname")
        .<Change>map(
            index ->
                new AdoptIndex(
                    table, text.name(), primary, new Identifier(index), text.timing(), origin))
        .orElseGet(
            () ->
                new AddUnique(
                    table, text.name(), primary, text.unique(primary), Optional.empty(), origin));
  }
}
