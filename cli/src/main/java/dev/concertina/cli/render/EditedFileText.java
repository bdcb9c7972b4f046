package dev.concertina.cli.render;

import dev.concertina.engine.EditedFile;
import java.util.ArrayList;
import java.util.List;

/** Why a file is not what was applied, and what it would mean to record it. */
public final class EditedFileText {

  private static final int LINES = 40;

  private EditedFileText() {}

  /** For people. */
  public static String of(EditedFile edited) {
    StringBuilder text = new StringBuilder();
    text.append("V").append(edited.file().version()).append("  ");
    text.append(edited.recorded().description()).append(", ").append(edited.recorded().state());
    text.append("\n    The file is not what was applied:\n");
    List<String> lines = difference(edited);
    lines.stream().limit(LINES).forEach(line -> text.append("    ").append(line).append("\n"));
    if (lines.size() > LINES) {
      text.append("    … and ").append(lines.size() - LINES).append(" lines more\n");
    }
    text.append("    recorded ").append(edited.recorded().checksum());
    text.append("\n    file     ").append(edited.file().checksum());
    return text.append(meaning(edited)).toString();
  }

  private static String meaning(EditedFile edited) {
    return edited.recorded().state().isFinal()
        ? "\n    It has run as it was recorded. Nothing of the edit will run.\n"
        : "\n    Its later phases run the plan that was stored. Nothing of the edit will run.\n";
  }

  /**
   * The lines from the first that differs to the last, those that were recorded with {@code -} in
   * front, those of the file with {@code +}.
   */
  public static List<String> difference(EditedFile edited) {
    List<String> old = edited.recorded().source().lines().toList();
    List<String> now = edited.file().text().lines().toList();
    int head = 0;
    while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<String> lines = new ArrayList<>();
    old.subList(head, old.size() - tail).forEach(line -> lines.add("- " + line));
    now.subList(head, now.size() - tail).forEach(line -> lines.add("+ " + line));
    return lines;
  }
}
