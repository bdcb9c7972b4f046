package dev.concertina.cli;

import dev.concertina.change.Origin;
import dev.concertina.cli.config.Secrets;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.Style;
import java.util.Optional;

/**
 * Why a command did not succeed: what, where, why and what next. Passwords that a message repeats
 * are masked.
 *
 * @param exit the process's exit code
 * @param code a stable word for programs
 * @param hint what to do next; empty if there is nothing to say
 */
public record ErrorReport(
    int exit, String code, String message, String hint, Optional<Origin> origin) {

  public ErrorReport {
    message = Secrets.mask(message);
    hint = Secrets.mask(hint);
  }

  public ErrorReport(int exit, String code, String message, String hint) {
    this(exit, code, message, hint, Optional.empty());
  }

  /** For people: the first line says where and what, the next ones why and what next. */
  String text(Style style) {
    StringBuilder text = new StringBuilder(style.bold(style.red("error: ")));
    origin.ifPresent(o -> text.append(style.bold(o + ": ")));
    text.append(message);
    Optional<String> statement = origin.map(Origin::statement).filter(words -> !words.isBlank());
    statement.ifPresent(
        words -> text.append("\n\n    ").append(words.strip().replace("\n", "\n    ")));
    if (!hint.isBlank()) {
      text.append(statement.isPresent() ? "\n\n" : "\n").append(style.cyan("next:  ")).append(hint);
    }
    return text.toString();
  }

  Json json() {
    Json json = new Json().put("code", code).put("message", message).put("hint", hint);
    origin.ifPresent(o -> json.put("file", o.file()).put("line", o.line()));
    return json;
  }
}
