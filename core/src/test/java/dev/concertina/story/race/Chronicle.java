package dev.concertina.story.race;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a writer said, in order, for the message of a failure. Belongs to the writer's thread. */
final class Chronicle {

  private static final int LAST = 12;

  private final List<String> entries = new ArrayList<>();

  void transaction(List<String> said, String outcome) {
    said.forEach(line -> entries.add(outcome + ": " + line));
  }

  /** The last statements that name a key. */
  List<String> about(long key) {
    Pattern name = Pattern.compile("\\b" + key + "\\b");
    List<String> found = entries.stream().filter(entry -> name.matcher(entry).find()).toList();
    return found.subList(Math.max(0, found.size() - LAST), found.size());
  }
}
