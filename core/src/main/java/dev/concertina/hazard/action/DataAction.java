package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What reads or writes rows. */
public sealed interface DataAction extends Action {

  QualifiedName table();

  /** The same, again and again until nothing is left to write. */
  default DataAction again() {
    return this;
  }

  /**
   * {@code INSERT}, {@code COPY … FROM}.
   *
   * @param gives the columns that it names values for, and does not override
   */
  record Insert(
      QualifiedName table,
      boolean fromQuery,
      List<String> gives,
      List<QualifiedName> reads,
      Span span)
      implements DataAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.ROW_EXCLUSIVE));
    }

    @Override
    public void change(RunningSchema schema) {
      if (fromQuery) {
        reads.forEach(schema::release);
      }
    }
  }

  /**
   * {@code UPDATE}.
   *
   * @param bounded whether its condition names a part of the table rather than a state of rows
   * @param writes the columns that it sets
   * @param reads the columns that it reads for that
   */
  record Update(
      QualifiedName table,
      boolean filtered,
      boolean bounded,
      List<String> writes,
      List<String> reads,
      Span span)
      implements DataAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.ROW_EXCLUSIVE));
    }

    @Override
    public DataAction again() {
      return new Update(table, filtered, false, writes, reads, span);
    }

    /** What is copied into a column that a release has added stands in two places from then on. */
    @Override
    public void change(RunningSchema schema) {
      boolean copies =
          writes.stream()
              .anyMatch(c -> schema.column(table, c).flatMap(Column::addedIn).isPresent());
      if (copies) {
        reads.stream()
            .filter(column -> !writes.contains(column))
            .forEach(column -> schema.releaseColumn(table, column));
      }
    }
  }

  /** {@code DELETE}. */
  record Delete(QualifiedName table, boolean filtered, boolean bounded, Span span)
      implements DataAction {
    @Override
    public DataAction again() {
      return new Delete(table, filtered, false, span);
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.ROW_EXCLUSIVE));
    }
  }
}
