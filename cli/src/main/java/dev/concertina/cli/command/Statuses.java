package dev.concertina.cli.command;

import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.json.StatusJson;
import dev.concertina.cli.render.StatusText;
import dev.concertina.engine.MigrationStatus;
import java.util.List;

/** What every command that moves migrations shows at its end. */
final class Statuses {

  private Statuses() {}

  /**
   * Shows where the migrations of a command stand now.
   *
   * @param otherwise why there is none
   */
  static int show(Context context, List<MigrationStatus> statuses, String otherwise) {
    context
        .output()
        .show(
            statuses.isEmpty()
                ? "nothing to do: " + otherwise
                : StatusText.of(statuses, context.output().style()),
            new Json().put("migrations", statuses.stream().map(StatusJson::status).toList()));
    return ExitCodes.DONE;
  }
}
