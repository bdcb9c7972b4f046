package dev.concertina.hazard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The documentation of a rule: {@code docs/rules/RULE.md}, as it was when this was built. */
public final class RulePage {

  private RulePage() {}

  /** The page's Markdown. */
  public static String of(Rule rule) {
    String name = "rules/" + rule.id() + ".md";
    try (InputStream page = RulePage.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("the page " + name + " was not packaged");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
