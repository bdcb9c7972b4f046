package dev.concertina.cli.json;

import dev.concertina.engine.Verification;

/** What a scan found, as an object. */
public final class VerificationJson {

  private VerificationJson() {}

  public static Json of(Verification verification) {
    return new Json()
        .put("version", verification.version())
        .put("equal", verification.isEqual())
        .put("checks", verification.checks().stream().map(VerificationJson::check).toList());
  }

  private static Json check(Verification.CheckResult check) {
    return new Json()
        .put("table", check.table())
        .put("message", check.message())
        .put("rows", check.rows())
        .put("samples", check.samples())
        .put("hint", check.hint());
  }
}
