/** The program: arguments in, text or one JSON object and an exit code out. */
@NullMarked
package dev.concertina.cli;

import org.jspecify.annotations.NullMarked;
