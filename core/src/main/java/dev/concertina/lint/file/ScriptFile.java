package dev.concertina.lint.file;

import dev.concertina.hazard.TransactionMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a tool runs at once: a file, the forward part of one, or one change set of a changelog. A
 * file may give several.
 *
 * @param name the file as the user named it, {@code -} for standard input
 * @param path where it is; empty for standard input
 * @param text what the grammar reads; every token stands on the line on which the file has it
 */
public record ScriptFile(
    String name, Optional<Path> path, String text, TransactionMode transaction) {}
