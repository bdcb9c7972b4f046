package dev.concertina.source.read;

import dev.concertina.change.AttachPartition;
import dev.concertina.change.Change;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.DetachPartition;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.source.read.ActionReader.Action;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** Partitions that come and go. */
final class PartitionReaders {

  private PartitionReaders() {}

  static Reading attach(Action action) {
    Node command = action.tree().node("def").orElseThrow();
    return bound(action.tokens(), command.node("bound").orElseThrow())
        .<Change>map(
            bound ->
                new AttachPartition(
                    action.table(), partition(command), bound, Optional.empty(), action.origin()))
        .map(Reading::of)
        .orElseGet(() -> OtherActions.refused(action));
  }

  static Reading detach(Action action) {
    Node command = action.tree().node("def").orElseThrow();
    return command.flag("concurrent")
        ? Reading.refused(
            "DETACH PARTITION … CONCURRENTLY",
            "it does not run inside a transaction, and leaves a check behind",
            "Leave CONCURRENTLY out: the lock is asked for with a time-out, and held for a moment.")
        : Reading.of(new DetachPartition(action.table(), partition(command), action.origin()));
  }

  /** Empty for a table that is no partition. */
  static Optional<Change> create(Written statement) {
    Node tree = statement.tree();
    return tree.node("partbound")
        .flatMap(spec -> bound(statement.tokens(), spec))
        .map(
            text ->
                new CreatePartition(
                    Tables.of(tree.node("relation").orElseThrow()),
                    Tables.of(tree.nodes("inhRelations").get(0)),
                    text,
                    statement.sql(),
                    statement.origin()));
  }

  private static TableRef partition(Node command) {
    return Tables.of(command.node("name").orElseThrow());
  }

  /** FROM and TO have brackets of their own, IN and WITH have one pair. */
  private static Optional<Sql> bound(Tokens tokens, Node spec) {
    if (spec.flag("is_default")) {
      return Optional.of(Sql.of("DEFAULT"));
    }
    int brackets = spec.text("strategy").orElse("").equals("r") ? 2 : 1;
    return tokens
        .behind("VALUES")
        .map(values -> values.untilBrackets(brackets).text())
        .map(values -> Sql.of("FOR VALUES {}", Sql.verbatim(values)));
  }
}
