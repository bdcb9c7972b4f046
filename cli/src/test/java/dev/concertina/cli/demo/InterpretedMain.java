package dev.concertina.cli.demo;

import dev.concertina.cli.*;
import java.io.*;
import java.time.Duration;
import java.util.Optional;

public final class InterpretedMain {
  public static void main(String[] a) {
    Terminal t =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
            false,
            false);
    Optional<String> only = a.length > 0 ? Optional.of(a[0]) : Optional.empty();
    System.exit(
        new Demo(Interpreted::new)
            .run(
                new DemoOptions(
                    Integer.getInteger("rows", 100_000), Duration.ofMillis(400), only, 400, 42),
                new Output(t, Output.Format.TEXT, false)));
  }
}
