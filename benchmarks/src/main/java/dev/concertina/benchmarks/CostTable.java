package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.report.Median;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import java.util.List;

/** What fillings cost, a row for each, medians of its rounds. */
final class CostTable {

  private static final double MEGA = 1e6;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("s", 2),
          new Column("rows/s", 0),
          new Column("slowest rows/s", 0),
          new Column("fastest rows/s", 0),
          new Column("WAL MB", 1),
          new Column("WAL bytes/row", 0),
          new Column("heap before MB", 1),
          new Column("heap after MB", 1),
          new Column("heap growth %", 1),
          new Column("in-page updates %", 1),
          new Column("busy cores", 2),
          new Column("cores at disk", 2),
          new Column("whole s", 2));

  private CostTable() {}

  static Table of(String title, List<Row> rows) {
    return new Table(title, List.of("how"), COLUMNS, rows);
  }

  static Row row(String how, List<Cost> rounds) {
    return Row.of(
        how,
        Median.of(rounds, Cost::seconds),
        Median.of(rounds, Cost::rowsPerSecond),
        rounds.stream().mapToDouble(Cost::rowsPerSecond).min().orElseThrow(),
        rounds.stream().mapToDouble(Cost::rowsPerSecond).max().orElseThrow(),
        Median.of(rounds, cost -> cost.wal() / MEGA),
        Median.of(rounds, Cost::walPerRow),
        Median.of(rounds, cost -> cost.heapBefore() / MEGA),
        Median.of(rounds, cost -> cost.heapAfter() / MEGA),
        Median.of(rounds, Cost::heapGrowth),
        Median.of(rounds, Cost::hotShare),
        Median.of(rounds, Cost::busyCores),
        Median.of(rounds, Cost::diskCores),
        Median.of(rounds, Cost::wholeSeconds));
  }
}
