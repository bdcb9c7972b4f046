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

  static int show(Context context, List<MigrationStatus> statuses) {
    context
        .output()
        .show(
            statuses.isEmpty()
                ? "nothing to do"
                : StatusText.of(statuses, context.output().style()),
            new Json().put("migrations", statuses.stream().map(StatusJson::status).toList()));
    return ExitCodes.DONE;
  }
}
