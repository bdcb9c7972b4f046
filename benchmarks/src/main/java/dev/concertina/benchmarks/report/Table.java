package dev.concertina.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers in rows and columns.
 *
 * @param labels the heads of the columns that say what a row is
 * @param columns the heads of the numbers
 */
public record Table(String title, List<String> labels, List<Column> columns, List<Row> rows) {

  public Table {
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.labels().size() != labels.size() || row.values().size() != columns.size()) {
        throw new IllegalArgumentException("a row of " + title + " has other columns: " + row);
      }
    }
  }

  /**
   * A column of numbers.
   *
   * @param name with its unit: {@code WAL MB}
   * @param decimals how many a person wants to see
   */
  public record Column(String name, int decimals) {}

  /** What was measured for one thing. */
  public record Row(List<String> labels, List<Double> values) {
    public Row {
      labels = List.copyOf(labels);
      values = List.copyOf(values);
    }

    /** With one label. */
    public static Row of(String label, double... values) {
      return of(List.of(label), values);
    }

    public static Row of(List<String> labels, double... values) {
      List<Double> boxed = new ArrayList<>();
      for (double value : values) {
        boxed.add(value);
      }
      return new Row(labels, boxed);
    }
  }

  /** As lines of aligned columns. */
  public String text() {
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(labels);
    columns.forEach(column -> head.add(column.name()));
    cells.add(head);
    rows.forEach(row -> cells.add(cells(row)));
    StringBuilder out = new StringBuilder(title).append('\n');
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder(" ");
      for (int i = 0; i < line.size(); i++) {
        int width = width(cells, i);
        String format = i < labels.size() ? " %-" + width + "s " : " %" + width + "s ";
        text.append(format.formatted(line.get(i)));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(row.labels());
    for (int i = 0; i < columns.size(); i++) {
      String format = "%,." + columns.get(i).decimals() + "f";
      cells.add(String.format(Locale.ROOT, format, row.values().get(i)));
    }
    return cells;
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(1);
  }

  Map<String, Object> json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        one.put(labels.get(i), row.labels().get(i));
      }
      for (int i = 0; i < columns.size(); i++) {
        one.put(columns.get(i).name(), row.values().get(i));
      }
      all.add(one);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("rows", all);
    return json;
  }
}
