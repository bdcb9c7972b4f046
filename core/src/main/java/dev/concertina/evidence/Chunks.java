package dev.concertina.evidence;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists of statements: trees and tokens of more are not in memory at one moment. */
public final class Chunks {

  private static final int SIZE = 250;

  private Chunks() {}

  /** Views of parts of the list, in its order. */
  public static <T> List<List<T>> of(List<T> list) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += SIZE) {
      chunks.add(list.subList(from, Math.min(from + SIZE, list.size())));
    }
    return chunks;
  }
}
