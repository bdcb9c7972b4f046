package dev.concertina.story.race;

import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Errors that a writer saw and that it would not see without a migration. Thread-safe. */
final class Incidents {

  private final Queue<String> all = new ConcurrentLinkedQueue<>();

  void add(Exception e, List<String> said) {
    String state = e instanceof SQLException sql ? sql.getSQLState() : "no SQLSTATE";
    all.add(state + " " + e + " after " + said);
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
