package dev.concertina.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A log of Maven that is kept. */
final class Notes extends SystemStreamLog {

  private final List<String> lines = new ArrayList<>();

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void info(CharSequence content) {
    lines.add(content.toString());
  }

  @Override
  public void warn(CharSequence content) {
    lines.add(content.toString());
  }

  @Override
  public void error(CharSequence content) {
    lines.add(content.toString());
  }
}
