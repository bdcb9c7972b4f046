package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Rows;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Value;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @param rows what it writes, as far as the script says it: not the data of COPY
   * @param onConflict whether it goes on where a row is there already
   */
  record Insert(
      QualifiedName table,
      Rows rows,
      Overriding overriding,
      boolean onConflict,
      boolean fromQuery,
      List<QualifiedName> reads,
      Span span)
      implements DataAction {

    /** Whose values an identity column takes. */
    public enum Overriding {
      NOT_SAID,
      SYSTEM_VALUE,
      USER_VALUE
    }

    /** The values that it gives to columns, but for DEFAULT. */
    public Map<String, List<Value>> given(Schema before) {
      return rows.byColumn(before.relation(table));
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.ROW_EXCLUSIVE));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.putRows(table);
      if (fromQuery) {
        reads.forEach(schema::release);
      }
    }
  }

  /**
   * {@code UPDATE}.
   *
   * @param bounded whether its condition names a part of the table rather than a state of rows
   * @param sets the columns that it writes, with their values
   * @param twice a column that it writes twice, which PostgreSQL refuses
   * @param reads the columns that it reads for that
   */
  record Update(
      QualifiedName table,
      boolean filtered,
      boolean bounded,
      Map<String, Value> sets,
      Optional<String> twice,
      List<String> reads,
      Span span)
      implements DataAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.ROW_EXCLUSIVE));
    }

    @Override
    public DataAction again() {
      return new Update(table, filtered, false, sets, twice, reads, span);
    }

    /** What is copied into a column that a release has added stands in two places from then on. */
    @Override
    public void change(RunningSchema schema) {
      boolean copies =
          sets.keySet().stream()
              .anyMatch(c -> schema.column(table, c).flatMap(Column::addedIn).isPresent());
      if (copies) {
        reads.stream()
            .filter(column -> !sets.containsKey(column))
            .forEach(column -> schema.columns().release(table, column));
      }
      schema.columns().write(table, sets.keySet());
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
