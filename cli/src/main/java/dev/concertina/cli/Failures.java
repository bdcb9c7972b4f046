package dev.concertina.cli;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.BusyException;
import dev.concertina.engine.EngineException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.engine.UnreachableException;
import dev.concertina.engine.WaitingException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure gets its exit code and its words. */
final class Failures {

  private Failures() {}

  static ErrorReport report(RuntimeException failure) {
    if (failure instanceof FailedException failed) {
      return failed.report();
    }
    if (failure instanceof MigrationException e) {
      return new ErrorReport(ExitCodes.INVALID, e.code(), words(e), e.hint(), e.origin());
    }
    if (failure instanceof UsageException e) {
      return new ErrorReport(ExitCodes.USAGE, "usage", words(e), e.hint());
    }
    if (failure instanceof EngineException e) {
      return new ErrorReport(exit(e), e.code(), words(e) + details(e), e.hint());
    }
    if (isShortOfMemory(failure)) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      return new ErrorReport(
          ExitCodes.INTERNAL,
          "out-of-memory",
          "the heap of Java, at most " + megabytes + " MB here, is too small",
          "give it more, CONCERTINA_JAVA_OPTS=-Xmx"
              + Math.max(256, 2 * megabytes)
              + "m for instance, and run again: it goes on where it was");
    }
    return new ErrorReport(
        ExitCodes.INTERNAL,
        "internal",
        failure.getClass().getSimpleName() + ": " + words(failure),
        "this is a defect of Concertina: run it again with -v and report what it prints");
  }

  private static boolean isShortOfMemory(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof OutOfMemoryError || (cause != null && isShortOfMemory(cause));
  }

  private static int exit(EngineException failure) {
    if (failure instanceof WaitingException) {
      return ExitCodes.WAITING;
    }
    if (failure instanceof BusyException) {
      return ExitCodes.BUSY;
    }
    return failure instanceof UnreachableException ? ExitCodes.UNREACHABLE : ExitCodes.STEP_FAILED;
  }

  /** What stands below the message: reasons, or the statement that failed. */
  private static String details(EngineException failure) {
    if (failure instanceof WaitingException waiting) {
      return waiting.reasons().stream()
          .filter(reason -> !words(failure).contains(reason))
          .map(reason -> "\n  - " + reason)
          .collect(Collectors.joining());
    }
    return failure instanceof StepFailedException failed && !failed.sql().isBlank()
        ? "\n\n    " + failed.sql().strip().replace("\n", "\n    ") + "\n"
        : "";
  }

  /** A command line that cannot be understood. */
  static ErrorReport usage(ParameterException failure) {
    List<String> suggestions =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String help = "see " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    String hint =
        suggestions.isEmpty() ? help : "did you mean " + String.join(" or ", suggestions) + "?";
    String message =
        failure instanceof UnmatchedArgumentException unmatched
            ? "not understood: " + String.join(" ", unmatched.getUnmatched())
            : words(failure);
    return new ErrorReport(ExitCodes.USAGE, "usage", message, hint);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }
}
