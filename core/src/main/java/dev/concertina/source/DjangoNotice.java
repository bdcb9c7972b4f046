package dev.concertina.source;

/** What Django's sqlmigrate says in comments. */
public final class DjangoNotice {

  /** Stands for an operation that is code: {@code RunPython}. */
  public static final String NOT_SQL = "THIS OPERATION CANNOT BE WRITTEN AS SQL";

  private DjangoNotice() {}
}
