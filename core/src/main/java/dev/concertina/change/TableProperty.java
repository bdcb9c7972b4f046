package dev.concertina.change;

/** What a table can be told by ALTER TABLE that changes neither its rows nor its columns. */
public enum TableProperty {
  CLUSTER_MARK("the index that CLUSTER uses"),
  COLUMN_OPTIONS("the planner's options of a column"),
  COMPRESSION("the compression of a column"),
  FORCED_ROW_SECURITY("whether its owner obeys row security"),
  FORMER_PARENT("whose child it is no longer"),
  GENERATION("how the values of a column are generated"),
  OPTIONS("its storage parameters"),
  OWNER("its owner"),
  PARENT("whose child it is"),
  REPLICA_IDENTITY("its replica identity"),
  ROW_SECURITY("row security"),
  STATISTICS("the statistics target of a column"),
  STORAGE("the storage of a column"),
  TRIGGERS("whether a trigger fires");

  private final String words;

  TableProperty(String words) {
    this.words = words;
  }

  /** For people: {@code its owner}. */
  public String words() {
    return words;
  }

  /** Whether it is told of one column. */
  public boolean isOfColumn() {
    return switch (this) {
      case COLUMN_OPTIONS, COMPRESSION, GENERATION, STATISTICS, STORAGE -> true;
      default -> false;
    };
  }

  /** Whether it names another table. */
  public boolean isOfTwoTables() {
    return this == FORMER_PARENT || this == PARENT;
  }

  /** Whether what the statements of an application do or may depends on it. */
  public boolean isFelt() {
    return switch (this) {
      case FORCED_ROW_SECURITY, FORMER_PARENT, GENERATION, OWNER, PARENT, ROW_SECURITY, TRIGGERS ->
          true;
      default -> false;
    };
  }
}
