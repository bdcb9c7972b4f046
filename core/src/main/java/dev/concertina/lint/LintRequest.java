package dev.concertina.lint;

import dev.concertina.hazard.LintContext;
import dev.concertina.lint.git.ChangedLines;
import dev.concertina.lint.ignore.Baseline;
import java.util.Optional;

/**
 * What is judged, and by what it is measured.
 *
 * @param context what is known beside the migrations
 * @param since if given, only what it says has changed is reported; the rest is context
 * @param baseline findings that are accepted
 */
public record LintRequest(
    LintContext context, Optional<ChangedLines> since, Optional<Baseline> baseline) {}
