package dev.concertina.cli.demo;

import dev.concertina.cli.demo.Traffic.Failure;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one rolling deploy went.
 *
 * @param old what the old application met
 * @param young what the new application met
 * @param deployFailures why a start of the new container failed, or a phase; one for each attempt
 * @param deployed whether the deploy came to its end
 */
record Outcome(Traffic old, Traffic young, List<String> deployFailures, boolean deployed) {

  Outcome {
    deployFailures = List.copyOf(deployFailures);
  }

  long requests() {
    return old.requests() + young.requests();
  }

  long failed() {
    return old.failed() + young.failed();
  }

  long rowsChecked() {
    return old.rowsChecked() + young.rowsChecked();
  }

  long rowsWrong() {
    return old.rowsWrong() + young.rowsWrong();
  }

  Duration longestStall() {
    return old.longestStall().compareTo(young.longestStall()) > 0
        ? old.longestStall()
        : young.longestStall();
  }

  List<Failure> failures() {
    return Stream.concat(old.failures().stream(), young.failures().stream()).toList();
  }

  List<String> wrongSamples() {
    return Stream.concat(old.wrongSamples().stream(), young.wrongSamples().stream()).toList();
  }

  /** Nobody noticed the deploy. */
  boolean isClean() {
    return deployed && failed() == 0 && rowsWrong() == 0;
  }

  /** Somebody noticed the deploy. */
  boolean isBroken() {
    return !deployed || failed() > 0;
  }
}
