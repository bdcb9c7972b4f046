package dev.concertina.cli;

import dev.concertina.cli.config.Configuration;
import java.io.InputStream;

/**
 * What a command works with.
 *
 * @param in standard input, for a migration that is piped in
 */
public record Context(Output output, InputStream in, Configuration configuration) {}
