package dev.concertina.throttle;

import java.util.Optional;

/**
 * What one look found.
 *
 * @param hold why no batch may begin
 * @param limits in force
 * @param nanos when the look ended, see {@link Time}
 */
record Verdict(Optional<Hold> hold, Limits limits, long nanos) {}
