package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Findings;
import java.sql.SQLException;

/** One of the figures, a command of {@link Main}; its options are fields. */
interface Benchmark {

  /** Measures for as long as it takes. */
  Findings measure(Lab lab) throws SQLException;
}
