package dev.concertina.cli.json;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Impact;
import java.util.Locale;
import java.util.Map;

/** What a migration would do to live statements, as an object. */
public final class CheckJson {

  private CheckJson() {}

  public static Json of(CheckReport report) {
    return new Json()
        .put("version", report.version())
        .put("description", report.description())
        .put("statements", report.statements())
        .put("safe", report.isSafeInWindow())
        .put("impacts", report.impacts().stream().map(CheckJson::impact).toList())
        .put("missing", report.missing().entrySet().stream().map(CheckJson::missing).toList());
  }

  private static Json impact(Impact impact) {
    LiveStatement statement = impact.statement();
    Json json =
        new Json()
            .put("phase", impact.phase())
            .put("effect", impact.effect().name().toLowerCase(Locale.ROOT))
            .put("reason", impact.reason())
            .put("statement", statement.text().words())
            .put("calls", statement.calls());
    statement.key().user().ifPresent(user -> json.put("user", user));
    // A number of 64 bits does not survive every reader of JSON.
    statement.key().queryId().ifPresent(id -> json.put("query_id", Long.toString(id)));
    return json;
  }

  private static Json missing(Map.Entry<String, String> piece) {
    return new Json().put("object", piece.getKey()).put("reason", piece.getValue());
  }
}
