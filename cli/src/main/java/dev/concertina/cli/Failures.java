package dev.concertina.cli;

import dev.concertina.change.MigrationException;
import java.util.List;
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
    return new ErrorReport(
        ExitCodes.INTERNAL,
        "internal",
        failure.getClass().getSimpleName() + ": " + words(failure),
        "this is a defect of Concertina: run it again with -v and report what it prints");
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
    return new ErrorReport(ExitCodes.USAGE, "usage", words(failure), hint);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }
}
