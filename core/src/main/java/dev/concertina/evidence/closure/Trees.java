package dev.concertina.evidence.closure;

import dev.concertina.evidence.tree.TreeUses;
import java.util.HashMap;
import java.util.Map;

/** What trees of the catalog use; each is read once. Not thread-safe. */
final class Trees {

  private final Map<String, TreeUses> read = new HashMap<>();

  TreeUses of(String text) {
    return read.computeIfAbsent(text, TreeUses::of);
  }
}
