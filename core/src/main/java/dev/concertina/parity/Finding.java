package dev.concertina.parity;

import dev.concertina.plan.RowCheck;
import java.util.List;

/**
 * What a scan found of one check.
 *
 * @param rows how many rows offend
 * @param samples some of them, by key or by ctid, with the reason where there is one
 */
public record Finding(RowCheck check, long rows, List<String> samples) {

  public Finding {
    samples = List.copyOf(samples);
  }
}
