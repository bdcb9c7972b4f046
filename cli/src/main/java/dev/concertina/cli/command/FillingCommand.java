package dev.concertina.cli.command;

import dev.concertina.cli.LimitOptions;

/** A command whose run may fill rows: it takes the limits of a backfill as settings. */
abstract class FillingCommand implements LimitOptions.Taker {

  private final LimitOptions limits = new LimitOptions(LimitOptions.Use.SETTING);

  @Override
  public final LimitOptions limits() {
    return limits;
  }
}
