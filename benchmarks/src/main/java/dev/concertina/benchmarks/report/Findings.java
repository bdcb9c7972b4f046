package dev.concertina.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * What a benchmark measured.
 *
 * @param parameters what it was asked to do, by name
 * @param notes what a reader must know to judge the numbers
 */
public record Findings(
    Map<String, Object> parameters, List<Table> tables, List<Figure> figures, List<String> notes) {

  public Findings {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }
}
